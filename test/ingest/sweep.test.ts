import { newUser } from '../../domain/enrolment/user.ts';
import type { Intent } from '../../domain/enrolment/visit.ts';
import { second, type Instant } from '../../domain/time/instant.ts';
import type { CarryOut } from '../../ingest/carry-out.ts';
import { createSweep, type Sweep } from '../../ingest/sweep.ts';
import type { Store } from '../../store/index.ts';
import { eventOf, monday } from '../support/event.ts';

const start = (course: string): Intent => ({ kind: 'start', course, visit: 1, at: monday });
const set: Intent = { kind: 'event', event: eventOf('bo', null, { at: monday, traits: { plan: 'pro' } }) };

interface Swept {
  readonly users: readonly string[];
  readonly todo?: readonly Intent[];
  readonly carryOut: CarryOut;
  /** Pending events cannot be read. */
  readonly noEvents?: boolean;
  readonly now?: () => Instant;
}

/** A sweep over users who all have the same to do, which never gets done. */
function sweepOf({ users, todo = [start('test')], carryOut, noEvents = false, now = () => monday }: Swept): Sweep {
  const store = {
    events: { pending: () => (noEvents ? Promise.reject(new Error('no events')) : Promise.resolve([])) },
    users: {
      overdue: (_: Instant, limit: number, skip = 0) => Promise.resolve(users.slice(skip, skip + limit)),
      withApplied: () => Promise.resolve([]),
      merging: () => Promise.resolve([]),
      read: (id: string) => Promise.resolve({ ...newUser(id), todo, todoSince: monday }),
    },
  } as unknown as Store;
  const meet = () => Promise.resolve('agreed' as const);
  const join = { finish: () => Promise.resolve() };
  const forget = () => Promise.resolve();
  return createSweep({ store, carryOut, meet, join, fold: () => Promise.resolve(), forget, now });
}

const going = { settles: 0, isStopped: () => false };
const bos = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `bo-${index}`);

describe('a sweep', () => {
  it('comes to everybody in turn, however many cannot be helped', async () => {
    const tried: string[] = [];
    const carryOut: CarryOut = ({ id }) => {
      tried.push(id);
      return Promise.reject(new Error('refused'));
    };
    const sweep = sweepOf({ users: bos(1_100), carryOut });
    for (let time = 0; time < 3; time++) await expect(sweep(going)).rejects.toThrow('refused');
    expect(new Set(tried).size).toBe(1_100);
    await expect(sweep(going)).rejects.toThrow('refused');
    expect(tried.slice(1_100, 1_103)).toEqual(['bo-0', 'bo-1', 'bo-2']);
  });

  it('tries each thing that is to do on its own, and first what needs no Temporal', async () => {
    const tried: string[] = [];
    const carryOut: CarryOut = (_, intent) => {
      tried.push(intent.kind === 'event' ? 'event' : intent.course);
      return intent.kind !== 'event' && intent.course === 'bad' ? Promise.reject(new Error('bad')) : Promise.resolve();
    };
    const sweep = sweepOf({ users: ['bo'], todo: [start('bad'), start('good'), set], carryOut });
    await expect(sweep(going)).rejects.toThrow('bad');
    expect(tried).toEqual(['event', 'bad', 'good']);
  });

  it('that cannot fold events does what is to do all the same', async () => {
    let told = 0;
    const carryOut: CarryOut = () => {
      told++;
      return Promise.resolve();
    };
    await expect(sweepOf({ users: bos(3), carryOut, noEvents: true })(going)).rejects.toThrow('no events');
    expect(told).toBe(3);
  });

  it('leaves off after seconds where Temporal is slow, and goes on there the next time', async () => {
    let time = monday;
    const tried: string[] = [];
    const carryOut: CarryOut = ({ id }) => {
      tried.push(id);
      time += 5 * second;
      return Promise.resolve();
    };
    const sweep = sweepOf({ users: bos(60), carryOut, now: () => time });
    await sweep(going);
    expect(tried).toHaveLength(20);
    await sweep(going);
    expect(new Set(tried).size).toBe(40);
  });

  it('that is stopped begins nothing more', async () => {
    const tried: string[] = [];
    const carryOut: CarryOut = ({ id }) => Promise.resolve(void tried.push(id));
    await sweepOf({ users: bos(500), carryOut })({ settles: 0, isStopped: () => tried.length > 0 });
    expect(tried.length).toBeLessThanOrEqual(20);
  });
});
