import type { Scope } from '../domain/link/preferences.ts';
import type { Channel } from '../domain/template/template.ts';

const things: Readonly<Record<Channel, string>> = {
  email: 'mails',
  'in-app': 'messages in the app',
  webhook: 'messages',
};

/** What goes out by a channel, or by all of them, as its readers call it. */
export function thingsOf(channel: Channel | null): string {
  return channel === null ? 'messages' : things[channel];
}

/** The name of a category as its readers see it: `product-tips` is "product tips". */
export function categoryWords(category: string): string {
  return category.replace(/[-_]+/g, ' ');
}

/** "mails about product tips", "all mails". */
export function scopeWords({ channel, category }: Scope): string {
  return category === null ? `all ${thingsOf(channel)}` : `${thingsOf(channel)} about ${categoryWords(category)}`;
}
