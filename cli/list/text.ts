import type { Page } from '../../client/list.ts';
import { durationWords } from '../../domain/time/duration.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { printable, tableLines } from '../table.ts';

/** A page of enrolments as a table; `now` is the clock's. */
export function listText({ enrolments, next }: Page, now: Instant): string {
  if (enrolments.length === 0) return 'nobody';
  const rows = enrolments.map(({ user, journey, status, step, since, release }) => {
    const ago = since === null ? '' : durationWords(Math.max(0, now - since));
    return [printable(user), journey, status, step, ago, release];
  });
  const table = tableLines([['User', 'Journey', 'Status', 'Step', 'At it for', 'Release'], ...rows]);
  return [...table, ...(next === null ? [] : ['', `There are more: --after ${next}`])].join('\n');
}
