import type { Message } from '../../store/messages.ts';
import { createInstantWords } from '../../domain/time/instant-words.ts';
import { cut, printable, tableLines } from '../table.ts';

/** What `usher inbox` tells. */
export interface Inbox {
  readonly user: string;
  readonly zone: string;
  /** Newest first. */
  readonly messages: readonly Message[];
}

/** Longer titles are cut; the whole of them is in `--json`. */
const titleColumn = 48;

/** The messages of a user as a table, in the user's own time. */
export function inboxText({ user, zone, messages }: Inbox): string {
  const words = createInstantWords(zone);
  if (messages.length === 0) return `${user} · no in-app messages`;
  const rows = messages.map(({ at, readAt, template, title, locale }) => {
    return [
      words.full(at),
      readAt === null ? 'unread' : 'read',
      `${template} (${locale})`,
      cut(printable(title), titleColumn),
    ];
  });
  return [`${user} · ${zone}`, ...tableLines([['At', '', 'Template', 'Title'], ...rows])].join('\n');
}
