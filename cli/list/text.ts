import type { Page } from '../../client/list.ts';
import { durationWords } from '../../domain/time/duration.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { printable, tableLines } from '../table.ts';

/** A page of enrolments as a table; `now` is the clock's. */
export function listText({ enrolments, next }: Page, now: Instant): string {
  if (enrolments.length === 0) return 'nobody';
  const isKeyed = enrolments.some(({ key }) => key !== null);
  const rows = enrolments.map(({ user, journey, key, status, step, since, release }) => {
    const ago = since === null ? '' : durationWords(Math.max(0, now - since));
    return [printable(user), journey, ...(isKeyed ? [printable(key ?? '')] : []), status, step, ago, release];
  });
  const head = ['User', 'Journey', ...(isKeyed ? ['Key'] : []), 'Status', 'Step', 'At it for', 'Release'];
  const table = tableLines([head, ...rows]);
  return [...table, ...(next === null ? [] : ['', `There are more: --after ${next}`])].join('\n');
}
