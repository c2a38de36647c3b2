import { durationWords } from '../time/duration.ts';
import { minute, type Instant } from '../time/instant.ts';
import { localOf, startOfDay, weekdayOf } from '../time/zoned.ts';
import type { FullCap } from './caps.ts';
import type { Window } from './policy.ts';
import { clause } from './clause.ts';
import { clockWords, weekdays } from './hours-words.ts';
import type { Setting } from './setting.ts';
import type { Use } from './taken.ts';

/** "email-day: 1 of 1 a day used by trial-ends at 08:00". */
export function capClause({ cap, firm, forgot }: Pick<FullCap, 'cap' | 'firm' | 'forgot'>, place: Place): string {
  const { id, max, per } = cap;
  const window = windowWords(per);
  if (forgot !== null) return clause(`${id}: more of ${max} ${window} may be used than is still known`);
  const used = firm.filter(({ entry }) => entry.status !== 'held');
  const last = newest(used);
  if (used.length < max) return clause(`${id}: ${used.length} of ${max} ${window} used, ${claimWords(firm, place)}`);
  const by =
    last === undefined ? '' : `${max === 1 ? '' : ', last'} by ${last.entry.template} at ${timeWords(last.at, place)}`;
  return clause(`${id}: ${used.length} of ${max} ${window} used${by}`);
}

/** "gap 2 h: welcome went out 20 min ago". */
export function gapClause(gap: number, firm: readonly Use[], place: Place): string {
  const last = newest(firm.filter(({ entry }) => entry.status !== 'held'));
  const words = `gap ${durationWords(gap)}`;
  if (last === undefined) return clause(`${words}: ${claimWords(firm, place)}`);
  const { status, template } = last.entry;
  if (status === 'reserved' || status === 'sending') return clause(`${words}: ${template} is going out`);
  const ago = place.now - last.at;
  return clause(`${words}: ${template} went out ${ago > 0 ? `${durationWords(ago)} ago` : 'just now'}`);
}

/** "a day", "in 7 days". */
export function windowWords(per: Window): string {
  switch (per.kind) {
    case 'calendar':
      return per.unit === 'hour' ? 'an hour' : `a ${per.unit}`;
    case 'rolling':
      return `in ${durationWords(per.length)}`;
    case 'enrolment':
      return 'per enrolment';
  }
}

type Place = Pick<Setting, 'now' | 'zone'>;

function claimWords(firm: readonly Use[], place: Place): string {
  const first = firm.find(({ entry }) => entry.status === 'held');
  return first === undefined ? '' : `${first.entry.template} goes first, due at ${timeWords(first.entry.at, place)}`;
}

function newest(uses: readonly Use[]): Use | undefined {
  return uses.reduce<Use | undefined>(
    (last, each) => (last === undefined || each.at >= last.at ? each : last),
    undefined,
  );
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** On the user's wall clock; with the date where that is not today's. */
function timeWords(at: Instant, { now, zone }: Place): string {
  const local = localOf(at, zone);
  const date = startOfDay(local);
  const time = clockWords(Math.floor((local - date) / minute));
  if (date === startOfDay(localOf(now, zone))) return time;
  const shown = new Date(date);
  return `${weekdays[weekdayOf(date)]} ${shown.getUTCDate()} ${months[shown.getUTCMonth()]} ${time}`;
}
