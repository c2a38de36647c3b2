import { deliver, closeDeliveries, enters, kept, mails, openDeliveries } from '../support/delivering.ts';
import { delay, send } from '../support/steps.ts';
import { mailOf } from '../support/release.ts';
import { openPaced, type Paced } from '../support/paced.ts';
import { onEvent, programOf } from '../support/program.ts';
import { monday } from '../support/event.ts';
import { day, minute } from '../../domain/time/instant.ts';
import type { Store } from '../../store/index.ts';

/** The store, noting what is asked of it: `users.read`. */
function noting(store: Store, asked: string[]): Store {
  const noted = <Part extends object>(name: string, part: Part): Part =>
    new Proxy(part, {
      get(target, method, receiver) {
        const value: unknown = Reflect.get(target, method, receiver);
        if (typeof value !== 'function') return value;
        return (...given: readonly unknown[]): unknown => {
          asked.push(`${name}.${String(method)}`);
          return Reflect.apply(value, target, given);
        };
      },
    });
  const { users, nudges, events, trail } = store;
  return {
    ...store,
    users: noted('users', users),
    nudges: noted('nudges', nudges),
    events: noted('events', events),
    trail: noted('trail', trail),
  };
}

describe('a delivery that nobody disturbs', () => {
  beforeAll(openDeliveries);
  afterAll(closeDeliveries);

  it('asks the database eight things: the last look is what it decides from', async () => {
    const somebody = await enters();
    const asked: string[] = [];
    const delivery = await deliver(somebody, { store: noting(kept.store, asked) });
    expect(delivery.kind).toBe('next');
    expect(await mails(somebody)).toHaveLength(1);
    expect(asked).toEqual([
      ...['users.read', 'users.write'],
      ...['nudges.read', 'events.readAll', 'users.read'],
      ...['nudges.record', 'users.write', 'trail.append'],
    ]);
  });
});

describe('a nudge that a timer makes due and policy spreads', () => {
  const journey = programOf([delay(day, { next: 1 }), send('late', { id: 'late', next: 2 }), delay()], {
    journey: 'late',
    enrol: [onEvent('Begins late')],
  });
  let paced: Paced;
  beforeAll(async () => {
    paced = await openPaced([{ program: journey, template: mailOf('late') }]);
    await paced.governs({ spread: 15 * minute });
  });
  afterAll(() => paced.close());

  it('is held by the decision that makes it due, and goes out at its own instant', async () => {
    paced.clock.shows(monday);
    const user = await paced.somebody();
    expect((await paced.enters(user, 'late')).number).toBe(1);
    const held = await paced.wakes(user, 'late', monday + day);
    expect(held).toMatchObject({ number: 2, task: { kind: 'wait', words: 'spread over 15 min' } });
    const told = (await paced.kept.store.trail.of(user)).map(({ number, entries }) => [number, entries.map(({ what }) => what)]); // prettier-ignore
    expect(told).toEqual([
      [1, ['entered']],
      [2, ['done', 'held']],
    ]);
    expect((await paced.user(user)).ledger).toMatchObject([{ status: 'held', spread: true, attempt: 0 }]);
    const until = held.task.kind === 'wait' ? held.task.until : NaN;
    await paced.wakes(user, 'late', until);
    expect(paced.sent(user)).toEqual(['late']);
  });

  it('has its instant from when it was due, however late somebody looks, unless that has passed', async () => {
    for (const late of [minute, 5 * minute, 14 * minute]) {
      paced.clock.shows(monday);
      const user = await paced.somebody();
      await paced.enters(user, 'late');
      const { task } = await paced.wakes(user, 'late', monday + day + late);
      const until = task.kind === 'wait' ? task.until : NaN;
      expect(until).toBeGreaterThan(monday + day + late);
      expect(until).toBeLessThan(monday + day + Math.max(15 * minute, 2 * late));
      expect((await paced.user(user)).ledger).toMatchObject([{ status: 'held', at: until }]);
    }
  });
});
