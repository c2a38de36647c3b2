import type { Received } from './events.ts';

/** What is known of a user, computed from scratch whenever it is asked: slow, and hard to get wrong. */
export interface User {
  readonly id: string;
  /** The timestamps of an event, of all that was received so far. */
  readonly did: (event: string) => readonly number[];
  /** The same, with their properties, those that happened first first. */
  readonly heard: (event: string) => readonly Pick<Received, 'timestamp' | 'properties'>[];
  readonly trait: (name: string) => string | undefined;
  /** A journey says something of the user. */
  readonly learn: (traits: Received['traits'], now: number) => void;
  /** Where the user's clocks are. */
  readonly zone: () => string;
  /** The device of the newest message that names one. */
  readonly mobile: () => boolean;
  /** The template locale, of those a template has. */
  readonly language: (offered: readonly string[]) => string;
}

/** Of all that say something, the newest by timestamp; of equals the one that arrived last. */
function newest<T>(received: readonly Received[], tell: (one: Received) => T | undefined): T | undefined {
  let best: { readonly timestamp: number; readonly value: T } | null = null;
  for (const one of received) {
    const value = tell(one);
    if (value !== undefined && (best === null || one.timestamp >= best.timestamp)) {
      best = { timestamp: one.timestamp, value };
    }
  }
  return best?.value;
}

/** pt-BR → pt → en. */
function fallBack(wanted: string, offered: readonly string[]): string {
  const parts = wanted.toLowerCase().split('-');
  for (let length = parts.length; length > 0; length -= 1) {
    const found = offered.find((locale) => locale.toLowerCase() === parts.slice(0, length).join('-'));
    if (found !== undefined) return found;
  }
  return 'en';
}

/** The user of whom all this was received; the list may grow. */
export function userOf(id: string, received: Received[]): User {
  const trait = (name: string): string | undefined => newest(received, (one) => one.traits[name]);
  return {
    id,
    trait,
    learn: (traits, now) => {
      const nothing = { user: id, event: null, properties: {}, context: {}, late: false };
      received.push({ ...nothing, traits, timestamp: now, receipt: now });
    },
    heard: (event) => received.filter((one) => one.event === event).toSorted((a, b) => a.timestamp - b.timestamp),
    zone: () => newest(received, (one) => one.context.timezone) ?? 'Europe/Berlin',
    did: (event) => received.filter((one) => one.event === event).map((one) => one.timestamp),
    mobile: () => {
      const type = newest(received, (one) => one.context.device?.type);
      return type === 'ios' || type === 'android' || type === 'mobile';
    },
    language: (offered) => fallBack(newest(received, (one) => one.context.locale) ?? trait('locale') ?? 'en', offered),
  };
}
