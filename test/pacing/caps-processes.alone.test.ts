import { openPolicy, type Cap } from '../../domain/pacing/policy.ts';
import { day, hour, type Instant } from '../../domain/time/instant.ts';
import { monday } from '../support/event.ts';
import type { Sent } from './deliveries.fixture.ts';
import { openLeaders, isTip, journeys, somebody, type Leaders } from './many-journeys.ts';

const processes = 8;
const each = 25;
/** Every journey is led by five processes at once, each of which leads 25. */
const apart = journeys.length / processes;
const caps: readonly Cap[] = [
  { id: 'mail-day', of: { channel: 'email' }, max: 3, per: { kind: 'calendar', unit: 'day' } },
  { id: 'tips-hour', of: { tag: 'tips' }, max: 1, per: { kind: 'calendar', unit: 'hour' } },
  { id: 'all-week', of: {}, max: 5, per: { kind: 'rolling', length: 7 * day } },
];
const policy = { ...openPolicy, caps, consent: { ...openPolicy.consent, modes: { ...openPolicy.consent.modes, email: 'always' } } } as const; // prettier-ignore

let leaders: Leaders;
beforeAll(async () => {
  leaders = await openLeaders();
});
afterAll(() => leaders.close());

/** The cap's windows that are overfull, by counting. */
function violations(log: readonly Sent[], { id, of, max, per }: Cap): readonly string[] {
  const counted = log.filter(({ template }) => of.tag === undefined || isTip(template));
  const unit = per.kind === 'calendar' && per.unit === 'hour' ? hour : day;
  // India is 5:30 ahead of UTC, all year.
  const local = (at: Instant): number => Math.floor((at + 5.5 * hour) / unit);
  const inWindow = ({ at }: Sent): number =>
    counted.filter((other) =>
      per.kind === 'rolling' ? other.at <= at && other.at > at - per.length : local(other.at) === local(at),
    ).length;
  return counted.filter((sent) => inWindow(sent) > max).map(({ at }) => `${id} at ${new Date(at).toISOString()}`);
}

describe('caps', () => {
  it('hold for one user with 25 deliveries at once in each of eight processes, and no room is wasted', async () => {
    const bo = await somebody(leaders.kept, policy);
    const workers = await Promise.all(
      Array.from({ length: processes }, (_, index) => {
        const own = Array.from({ length: each }, (__, nth) => journeys[(index * apart + nth) % journeys.length] ?? '');
        return leaders.start(bo, own);
      }),
    );
    const log: Sent[] = [];
    const counts: number[] = [];
    // Later few of them, who have to wait less for each other.
    const few = workers.slice(0, 2);
    for (const [after, awake] of [
      [0, workers],
      [day, few],
      [7 * day, few],
    ] as const) {
      const told = await leaders.lead(awake, { now: monday + after, apart: 0 });
      const accepted = told.flatMap((each) => each.accepted);
      counts.push(accepted.length);
      log.push(...accepted);
    }
    expect(caps.flatMap((cap) => violations(log, cap))).toEqual([]);
    expect(new Set(log.map(({ template }) => template)).size).toBe(log.length);
    // The day's room, what the week has left, and the day's again when the first of the week are a week old.
    expect(counts).toEqual([3, 2, 3]);
  }, 600_000);
});
