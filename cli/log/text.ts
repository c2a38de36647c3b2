import type { AuditEntry, Target } from '../../domain/audit/entry.ts';
import { createInstantWords } from '../../domain/time/instant-words.ts';
import { switchedWords } from '../switch/text.ts';
import { printable, tableLines } from '../table.ts';

/** The audit log as a table, the newest first, in one time zone; `limit` is how many were asked for. */
export function logText(entries: readonly AuditEntry[], { zone, limit }: Shown): string {
  if (entries.length === 0) return 'nothing was done by hand';
  const words = createInstantWords(zone);
  const rows = entries.map(({ at, by, did, to, words: told, reason, refused }) => {
    const came = refused === undefined ? `✔ ${told}` : `✗ ${refused} ${told}`;
    return [words.full(at), by ?? '–', did, targetWords(to), reason ?? '–', came].map(printable);
  });
  const table = tableLines([[`At (${zone})`, 'By', 'Did', 'To', 'Why', 'What came of it'], ...rows]);
  const last = entries.length < limit ? undefined : entries.at(-1);
  return [...table, ...(last === undefined ? [] : ['', `Older ones: --after ${shellQuoted(last.id)}`])].join('\n');
}

/** An id holds whatever a user's id does. */
function shellQuoted(text: string): string {
  return /^[\w./:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

interface Shown {
  readonly zone: string;
  readonly limit: number;
}

function targetWords(to: Target): string {
  if (to.kind === 'switch') return switchedWords(to.what);
  if (to.kind === 'release') return to.release.slice(0, 7);
  if (to.kind === 'forgotten') return 'somebody';
  const { user, journey, key, step } = to;
  return `${user} in ${journey}${key === null ? '' : ` ${key}`}${step === null ? '' : ` · ${step}`}`;
}
