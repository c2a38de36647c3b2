import type { Forgotten } from '../../client/forget.ts';

/** What was forgotten, in numbers. */
export function forgottenText({ at, by, reason, counts, doneAt }: Forgotten): string {
  const told = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
  const when = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  const state = doneAt === null ? '! the workers do the rest' : '✔ forgotten';
  return [`${state}: ${told.join(', ')}`, `  asked for ${when} UTC by ${by}: ${reason}`].join('\n');
}
