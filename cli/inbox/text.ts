import type { Message } from '../../store/messages.ts';
import { createInstantWords } from '../explain/instants.ts';

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
    return [words.full(at), readAt === null ? 'unread' : 'read', `${template} (${locale})`, cut(printable(title))];
  });
  return [`${user} · ${zone}`, ...table([['At', '', 'Template', 'Title'], ...rows])].join('\n');
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()); // prettier-ignore
}

function cut(title: string): string {
  return title.length > titleColumn ? `${title.slice(0, titleColumn - 1)}…` : title;
}

/** Facts come from outside; none may move the cursor or colour the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}
