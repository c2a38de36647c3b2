import { commandKinds, type CommandKind } from '../journey/command.ts';
import type { Effect } from '../journey/state.ts';

/** What a command is told with: who and why, and for `move` and `resend` the id of a step. */
export interface CommandPayload {
  readonly by: string;
  readonly reason: string;
  readonly step?: string;
}

/** The updates of the journey workflow, by their names in Temporal. */
export { commandKinds };

/** They stand in the history and in the user's document: enough for a name, and for a sentence with a link. */
const longest = { by: 64, reason: 200, step: 200 } as const;
type Field = keyof typeof longest;

/** What is wrong with a command's payload, and what would be right; null when nothing is. */
export function payloadFault(kind: CommandKind, payload: unknown): string | null {
  const fields = fieldsOf(kind);
  const expected = `expected { ${fields.join(', ')} }`;
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    return `${kind}: found ${payload === undefined ? 'nothing' : JSON.stringify(payload).slice(0, 40)}, ${expected}`;
  }
  const unknown = Object.keys(payload).find((key) => !fields.some((field) => field === key));
  if (unknown !== undefined) return `${kind}: found "${unknown.slice(0, 40)}", ${expected}`;
  const given = new Map<string, unknown>(Object.entries(payload));
  const [fault] = fields.flatMap((field) => textFault(field, given.get(field)) ?? []);
  return fault === undefined ? null : `${kind}: ${fault}`;
}

function fieldsOf(kind: CommandKind): readonly Field[] {
  return kind === 'move' || kind === 'resend' ? ['by', 'reason', 'step'] : ['by', 'reason'];
}

function textFault(field: Field, value: unknown): string | null {
  const expected = `expected a text of 1 to ${longest[field]} characters on one line`;
  if (value === undefined) return `"${field}" is missing, ${expected}`;
  if (typeof value !== 'string') return `"${field}" is ${JSON.stringify(value).slice(0, 40)}, ${expected}`;
  if (value.trim() === '') return `"${field}" is empty, ${expected}`;
  if (value.length > longest[field]) return `"${field}" has ${value.length} characters, ${expected}`;
  return unprintable.test(value)
    ? `"${field}" has a line break or a character that cannot be shown, ${expected}`
    : null;
}

/** Control characters, line and paragraph separators, halves of surrogate pairs. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Why an enrolment that is over takes no command. */
export function overWords({ outcome, words }: Pick<Extract<Effect, { kind: 'end' }>, 'outcome' | 'words'>): string {
  return `the enrolment is over, ${outcome}: ${words}`;
}
