import fc from 'fast-check';
import type { Booking } from '../../../domain/pacing/entry.ts';
import type { Cap, Policy } from '../../../domain/pacing/policy.ts';
import { day, hour, minute, type Instant } from '../../../domain/time/instant.ts';
import { policies, streams, zones } from '../../support/arbitrary-pacing.ts';
import { policyOf } from '../../support/pacing.ts';
import { mailOf } from '../../support/release.ts';
import { streamed, type Arrival, type Asked } from '../../support/stream.ts';
import { wall } from '../../support/wall.ts';

/*
 * Judged by brute force, on Intl's clocks alone: every nudge that went out, with where the user was then.
 */
interface Logged {
  readonly entry: Booking;
  readonly zone: string;
}

/** Clocks are put forward and back, and units begin, at quarters of an hour, in every zone there is. */
const quarter = 15 * minute;

const digits = { hour: 13, day: 10, month: 7 } as const;

function speaks({ of }: Cap, entry: Booking): boolean {
  const journey = entry.course.split('~')[0];
  const fits = { channel: entry.channel, category: entry.category, journey };
  if (of.tag !== undefined && !entry.tags.includes(of.tag)) return false;
  return (['channel', 'category', 'journey'] as const).every((key) => of[key] === undefined || of[key] === fits[key]);
}

/** Of one course, visit and user: a key, but for the step and the round at its end. */
function isOfOneVisit(one: string, other: string): boolean {
  const [its, others] = [one, other].map((key) => key.replace(/\/[^/]+\/\d+$/, ''));
  return its === others;
}

/** How many of a cap's window are in the log when another one goes out, each judged by itself. */
function inWindow({ per }: Cap, log: readonly Logged[], now: Logged): readonly Logged[] {
  if (per.kind === 'enrolment') return log.filter(({ entry }) => isOfOneVisit(entry.nudge, now.entry.nudge));
  if (per.kind === 'rolling') return log.filter(({ entry }) => entry.at > now.entry.at - per.length);
  const unit = (at: Instant, zone: string): string => wall(at, zone).slice(0, digits[per.unit]);
  const present = unit(now.entry.at, now.zone);
  return log.filter(({ entry, zone }) => unit(entry.at, zone) === present || unit(entry.at, now.zone) === present);
}

/** What has gone out when this is asked; what was displaced has not. */
function logBefore(asked: readonly Asked[], index: number): readonly Logged[] {
  const before = asked.slice(0, index);
  const displaced = new Set(asked.slice(0, index + 1).flatMap(({ admission }) => (admission.kind === 'go' ? admission.displaced : []))); // prettier-ignore
  return before.flatMap(({ admission, arrival, zone }) => {
    if (admission.kind !== 'go' || arrival.outcome === 'failed' || displaced.has(arrival.key)) return [];
    return admission.entry.transactional ? [] : [{ entry: admission.entry, zone }];
  });
}

function violations(policy: Policy, asked: readonly Asked[]): readonly string[] {
  return asked.flatMap(({ admission, zone }, index) => {
    if (admission.kind !== 'go' || admission.entry.transactional) return [];
    const log = logBefore(asked, index);
    const now = { entry: admission.entry, zone };
    const over = policy.caps.filter((cap) => {
      if (!speaks(cap, now.entry)) return false;
      return inWindow(cap, log.filter(({ entry }) => speaks(cap, entry)), now).length + 1 > cap.max;
    }); // prettier-ignore
    const { gap } = policy;
    const soon = gap !== null && log.some(({ entry }) => entry.at > now.entry.at - gap);
    return [
      ...over.map(({ id }) => `${now.entry.nudge} is over ${id}`),
      ...(soon ? [`${now.entry.nudge} too soon`] : []),
    ];
  });
}

describe('what goes out', () => {
  it('never violates a window, wherever the user is', () => {
    let [sent, held, displaced] = [0, 0, 0];
    const property = fc.property(policies, streams, (policy, arrivals) => {
      const asked = streamed(policy, arrivals);
      sent += asked.filter(({ admission }) => admission.kind === 'go').length;
      held += asked.filter(({ admission }) => admission.kind === 'hold').length;
      displaced += asked.filter(({ admission }) => admission.kind === 'go' && admission.displaced.length > 0).length;
      expect(violations(policy, asked)).toEqual([]);
    });
    fc.assert(property, { numRuns: 1_000 });
    // The streams do meet what they are to be judged by.
    expect([sent > 200, held > 200, displaced > 0]).toEqual([true, true, true]);
  });
});

/** Whether a cap or the gap objects at an instant, if nothing else goes out until then. */
function isBarred(at: Instant, policy: Policy, { admission, ledger, zone, now }: Asked): boolean {
  const own = admission.kind === 'skip' ? null : admission.entry;
  if (own === null) return false;
  const order = (entry: Pick<Booking, 'tags' | 'priority'>): number => {
    const place = policy.priority.findIndex((tag) => entry.tags.includes(tag));
    return (place === -1 ? 99 : place) * 1_000 + 999 - entry.priority;
  };
  const uses = ledger.flatMap((entry) => {
    if (entry.transactional || entry.nudge === own.nudge || entry.status === 'failed') return [];
    if (entry.status === 'reserved' && order(entry) > order(own)) return [];
    if (entry.status !== 'held') return [entry];
    const first = entry.at <= now && entry.at >= now - hour && order(entry) < order(own);
    return first ? [{ ...entry, at: now, local: Date.parse(`${wall(now, zone).replace(' ', 'T')}Z`) }] : [];
  });
  const earliest = Array.from({ length: 20 }, (_, index) => wall(at + index * quarter, zone)).sort()[0] ?? '';
  const barred = policy.caps.some((cap) => {
    if (!speaks(cap, own)) return false;
    const used = uses.filter((entry) => speaks(cap, entry) && lasts(cap, entry, { at, zone, earliest, own }));
    return used.length >= cap.max;
  });
  return barred || (policy.gap !== null && uses.some((entry) => entry.at > at - (policy.gap ?? 0)));
}

interface Seen {
  readonly at: Instant;
  readonly zone: string;
  /** What the wall shows at the instant, or earlier while it is about to be put back. */
  readonly earliest: string;
  readonly own: Booking;
}

/** Whether a use still counts at an instant: its unit of the calendar is still to be seen on the wall. */
function lasts({ per }: Cap, entry: Asked['ledger'][number], { at, zone, earliest, own }: Seen): boolean {
  if (per.kind === 'enrolment') return isOfOneVisit(entry.nudge, own.nudge) && entry.status !== 'held';
  if (per.kind === 'rolling') return entry.at > at - per.length;
  const size = digits[per.unit];
  const recorded = new Date(entry.local).toISOString().replace('T', ' ').slice(0, size);
  const present = wall(entry.at, zone).slice(0, size);
  const last = recorded > present ? recorded : present;
  return earliest.slice(0, size) <= last;
} // prettier-ignore

describe('room is not wasted', () => {
  it('so every answer is justified at its instant, and every hold ends at the first that is free', () => {
    const property = fc.property(policies, streams, (policy, arrivals) => {
      for (const asked of streamed(policy, arrivals)) {
        const { admission, now } = asked;
        if (admission.kind === 'skip' || admission.entry.transactional) continue;
        expect(isBarred(now, policy, asked)).toBe(admission.kind === 'hold');
        if (admission.kind === 'go') continue;
        expect([isBarred(admission.until - 1, policy, asked), isBarred(admission.until, policy, asked)]).toEqual([true, false]); // prettier-ignore
      }
    });
    fc.assert(property, { numRuns: 1_000 });
  });

  it('and what is dropped for lack of room would never have had any', () => {
    const property = fc.property(policies, streams, (policy, arrivals) => {
      for (const { admission, ledger, arrival } of streamed(policy, arrivals)) {
        if (admission.kind !== 'skip') continue;
        const full = policy.caps.filter(({ per, max }) => {
          return per.kind === 'enrolment' && ledger.filter(({ nudge }) => isOfOneVisit(nudge, arrival.key)).length >= max; // prettier-ignore
        });
        expect(full.length).toBeGreaterThan(0);
      }
    });
    fc.assert(property, { numRuns: 1_000 });
  });

  const one = fc.record({
    per: fc.oneof(
      fc.constantFrom(hour, day, 3 * day).map((length) => ({ kind: 'rolling', length }) as const),
      fc.constantFrom('hour', 'day').map((unit) => ({ kind: 'calendar', unit }) as const),
    ),
    max: fc.integer({ min: 1, max: 3 }),
    zone: fc.constantFrom(...zones.filter((zone) => zone !== 'Antarctica/Troll')),
    pauses: fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 10, maxLength: 40 }),
  });

  it('and with one cap as many go out as ever can', () => {
    const property = fc.property(one, ({ per, max, zone, pauses }) => {
      let at = Date.UTC(2026, 9, 24, 6);
      const arrivals = pauses.map((pause, index): Arrival => {
        at += pause * minute;
        return { key: `one/bo/1/step-${index}/0`, at, zone, course: 'one', visit: 1, template: mailOf('tip'), outcome: 'sent' };
      }); // prettier-ignore
      const asked = streamed(policyOf({ caps: [{ id: 'cap', of: {}, max, per }] }), arrivals);
      const times = asked.flatMap(({ admission, now }) => (admission.kind === 'go' ? [now] : []));
      expect(times).toEqual(soonest(arrivals, { per, max }));
    });
    fc.assert(property, { numRuns: 1_000 });
  });
});

/** One after the other, each as early as can be: nothing sends more by any instant. */
function soonest(arrivals: readonly Arrival[], { per, max }: Pick<Cap, 'per' | 'max'>): readonly Instant[] {
  const times: Instant[] = [];
  for (const { at: arrives, zone } of arrivals) {
    let at = Math.max(arrives, times.at(-1) ?? 0);
    const bar = times.at(-max);
    if (per.kind === 'rolling' && bar !== undefined) at = Math.max(at, bar + per.length);
    if (per.kind === 'calendar' && bar !== undefined) {
      const unit = (instant: Instant): string => wall(instant, zone).slice(0, digits[per.unit]);
      while (unit(at) <= unit(bar)) at = (Math.floor(at / quarter) + 1) * quarter;
    }
    times.push(at);
  }
  return times;
}
