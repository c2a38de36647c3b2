import { createInstantWords } from '../../domain/time/instant-words.ts';
import type { Audience } from './audience.ts';

/** How many users each rule is for, and how many come to it; `?` where that cannot be known yet. */
export function audienceText({ users, at, lists, unpublished }: Omit<Audience, 'warnings'>, zone: string): string {
  const width = Math.max(0, ...lists.flatMap(({ list, rules }) => [list.length, ...rules.map(({ rule }) => rule.length + 2)])); // prettier-ignore
  const head = `${users.toLocaleString('en-US')} users, ${createInstantWords(zone).full(at)}`;
  const lines = lists.flatMap(({ list, rules }) => [
    list,
    ...rules.map(({ rule, meant, left }) => `  ${rule}`.padEnd(width) + numberWords(meant) + numberWords(left)),
  ]);
  return [
    '',
    `${head.padEnd(width)}${'for'.padStart(column)}${'left'.padStart(column)}`,
    ...lines,
    ...(unpublished.length === 0 ? [] : [`? these facts are not published yet: ${unpublished.join(', ')}`]),
  ].join('\n');
}

/** Room for a hundred million users. */
const column = 13;

function numberWords(count: number | null): string {
  return (count?.toLocaleString('en-US') ?? '?').padStart(column);
}
