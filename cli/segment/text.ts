import type { Use } from '../../domain/segment/uses.ts';
import { createInstantWords } from '../../domain/time/instant-words.ts';
import type { Counted } from './counted.ts';
import type { Listing } from './listed.ts';
import type { Met, MetOutline } from './met.ts';
import type { Sized, SizedOutline } from './sized.ts';

/** How many are in a segment: `new: 12 of 300 users (4.0 %), Wed 4 Mar 14:02`. */
export function countText({ segment, size, users, at }: Counted, zone: string): string {
  return `${segment}: ${shareWords(size, users)}, ${createInstantWords(zone).full(at)}`;
}

/** Every segment on a line, with its size and what uses it. */
export function listingText({ users, at, release, segments }: Listing, zone: string): string {
  const head = `${usersWords(users)}, ${createInstantWords(zone).full(at)}, release ${release.slice(0, 7)}`;
  if (segments.length === 0) return `${head}\n\nno segment is defined`;
  const width = widest(segments.map(({ segment }) => segment));
  const lines = segments.map(
    ({ segment, size, usedBy }) =>
      `${segment.padEnd(width)}  ${numberWords(size)}  ${percentWords(size, users).padStart(7)}  ${useWords(usedBy)}`,
  );
  return [head, '', ...lines].join('\n');
}

/** A definition, the audience of each clause beside it: alone, and with the clauses before it in the same list. */
export function sizedText({ segment, size, users, at, usedBy, definition }: Sized, zone: string): string {
  const rows = rowsOf(definition, 1);
  const width = widest(['', ...rows.map(({ words }) => words)]);
  const lines = rows.map(({ words, alone, soFar }) => `${words.padEnd(width)}  ${numberWords(alone)} ${numberWords(soFar)}`); // prettier-ignore
  return [
    `${segment} · ${shareWords(size, users)} · ${createInstantWords(zone).full(at)}`,
    `${titleOf(definition).padEnd(width)}  ${'alone'.padStart(9)} ${'so far'.padStart(9)}`,
    ...lines,
    `used by ${useWords(usedBy)}`,
  ].join('\n');
}

/** Whether a user is in a segment, and what each clause met. */
export function metText({ segment, user, at, zone, is, definition }: Met): string {
  const head = `${user} is ${is ? 'in' : 'not in'} ${segment} · ${zone}, now ${createInstantWords(zone).full(at)}`;
  return [head, titleOf(definition), ...metLines(definition, 1)].join('\n');
}

interface Row {
  readonly words: string;
  readonly alone: number;
  readonly soFar: number;
}

function rowsOf({ clauses }: SizedOutline, depth: number): readonly Row[] {
  return clauses.flatMap(({ words, alone, soFar, of }) => [
    { words: `${'  '.repeat(depth)}${words}`, alone, soFar },
    ...(of === null ? [] : rowsOf(of, depth + 1)),
  ]);
}

function metLines({ clauses }: MetOutline, depth: number): readonly string[] {
  return clauses.flatMap(({ words, holds, of }) => [
    `${'  '.repeat(depth)}${holds ? '✔' : '✘'} ${words}`,
    ...(of === null ? [] : metLines(of, depth + 1)),
  ]);
}

const titles = { all: 'all of', any: 'any of', none: 'none of' } as const;

function titleOf({ together }: SizedOutline | MetOutline): string {
  return titles[together];
}

/** What uses a segment: `journey onboarding, segment vip`; `nothing` where nothing does. */
function useWords(uses: readonly Use[]): string {
  return uses.length === 0 ? 'nothing' : uses.map(({ kind, name }) => `${kind} ${name}`).join(', ');
}

function shareWords(size: number, users: number): string {
  return `${grouped(size)} of ${usersWords(users)} (${percentWords(size, users)})`;
}

function usersWords(users: number): string {
  return `${grouped(users)} user${users === 1 ? '' : 's'}`;
}

function percentWords(size: number, users: number): string {
  return `${(users === 0 ? 0 : (size / users) * 100).toFixed(1)} %`;
}

/** Room for a hundred million users. */
function numberWords(count: number): string {
  return grouped(count).padStart(9);
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

function widest(words: readonly string[]): number {
  return Math.max(...words.map(({ length }) => length));
}
