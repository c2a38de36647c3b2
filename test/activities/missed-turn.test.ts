import { setTimeout as sleep } from 'node:timers/promises';
import type { Tried } from '../../domain/enrolment/trying.ts';
import { book, missedTicket } from '../../domain/pacing/rate.ts';
import { idle } from '../../domain/pacing/rate-state.ts';
import { minute, second } from '../../domain/time/instant.ts';
import { monday } from '../support/event.ts';
import { mailing, openPaced, type Attempting, type Paced } from '../support/paced.ts';

let paced: Paced;
beforeAll(async () => {
  paced = await openPaced([mailing('tips')]);
});
const real = Date.now;
afterEach(() => {
  Date.now = real;
});
beforeEach(async () => {
  paced.clock.shows(monday);
  await paced.governs({});
});
afterAll(() => paced.close());

describe('a nudge whose attempt was slower than its turn at the provider', () => {
  const rates = () => paced.kept.store.rates;
  beforeEach(() => free());

  /** Nobody has a place any more. */
  async function free(): Promise<void> {
    const { revision } = await rates().read('email');
    await rates().write('email', { revision, state: idle });
  }

  /** Others have all the places that there are to be had within ten seconds. */
  async function fill(): Promise<void> {
    const { revision } = await rates().read('email');
    // They had booked places before, and need not leave any to newcomers.
    const ticket = { at: second, booked: true };
    const others = Array.from({ length: 15 }, (_, key) => ({
      journey: 'other',
      key: `${key}`,
      ticket,
      rank: 1,
    }));
    const { state } = book(idle, others, { now: Date.now(), rate: 1 });
    await rates().write('email', { revision, state });
  }

  /** The machine stands still for so long while the attempt is under way, and the rest goes on. */
  function slowly(milliseconds: number, rest = (): Promise<void> => Promise.resolve()): Attempting {
    return {
      async meanwhile() {
        Date.now = () => real() + milliseconds;
        await rest();
      },
    };
  }

  /** Something happens before each turn is written, by the number of the turn. */
  function beforeTurns(happens: (turn: number) => Promise<void>): Pick<Attempting, 'through'> {
    let turns = 0;
    const through: NonNullable<Attempting['through']> = (store) => {
      const write: typeof store.rates.write = async (...args) => {
        await happens(++turns);
        return store.rates.write(...args);
      };
      return { ...store, rates: { ...store.rates, write } };
    };
    return { through };
  }

  async function begins(rate: number): Promise<string> {
    await paced.governs({ rates: { email: rate } });
    const user = await paced.somebody();
    await paced.begins(user, 'tips');
    return user;
  }

  const waits = { kind: 'again', because: 'it waits for its turn' };
  const overdue = (): Tried => ({ attempt: 1, since: real() - 50 * second });

  it('takes another that is free, and goes out then', async () => {
    const user = await begins(1_000);
    const before = paced.missed().length;
    let turns = 0;
    const counting = beforeTurns((turn) => Promise.resolve(void (turns = turn)));
    expect(await paced.deliver(user, 'tips', { ...slowly(700), ...counting })).toMatchObject({ kind: 'next' });
    expect(paced.sent(user)).toEqual(['tips']);
    expect(turns).toBeGreaterThanOrEqual(2);
    expect(paced.missed().slice(before)).toEqual(Array(turns - 1).fill('email'));
  });

  it('comes back where others have them, as if it had not been tried', async () => {
    const user = await begins(1);
    expect(await paced.deliver(user, 'tips', slowly(700, fill))).toMatchObject(waits);
    expect(paced.sent(user)).toEqual([]);
    const ticket = { at: expect.any(Number) as number };
    expect((await paced.user(user)).ledger).toMatchObject([{ status: 'reserved', attempt: 0, lease: null, ticket }]);
    await free();
    await paced.deliver(user, 'tips');
    expect(paced.sent(user)).toEqual(['tips']);
  });

  it('is held in view of everybody where others have them and its minute is over', async () => {
    const user = await begins(1);
    const delivery = await paced.deliver(user, 'tips', { tried: overdue(), ...slowly(700, fill) });
    const words = expect.stringMatching(/^email: 1 a second go out, its turn is at \d\d:\d\d:\d\d$/) as string;
    expect(delivery).toMatchObject({ kind: 'next', instruction: { status: 'held', task: { kind: 'wait', words } } });
    expect((await paced.user(user)).ledger).toMatchObject([{ status: 'held', attempt: 0, lease: null, ticket: {} }]);
    expect(paced.sent(user)).toEqual([]);
  });

  it('tries again at once, as one that had a turn, where its lease is too short for another', async () => {
    const user = await begins(1_000);
    expect(await paced.deliver(user, 'tips', slowly(5_000))).toMatchObject(waits);
    const missed = { status: 'reserved', attempt: 0, lease: null, ticket: missedTicket };
    expect((await paced.user(user)).ledger).toMatchObject([missed]);
    await paced.deliver(user, 'tips');
    expect(paced.sent(user)).toEqual(['tips']);
  });

  it('gives its reservation back where nobody can tell of another; at the end of its minute it goes', async () => {
    const broken = () =>
      beforeTurns((turn) => (turn === 1 ? Promise.resolve() : Promise.reject(new Error('no rates'))));
    const user = await begins(1_000);
    expect(await paced.deliver(user, 'tips', { ...slowly(700), ...broken() })).toMatchObject(waits);
    expect((await paced.user(user)).ledger).toMatchObject([{ status: 'reserved', attempt: 0, lease: null }]);
    Date.now = real;
    await paced.deliver(user, 'tips', { tried: overdue(), ...slowly(700), ...broken() });
    expect(paced.sent(user)).toEqual(['tips']);
  });

  it('does not go at the end of its minute either when it is stopped just then', async () => {
    const user = await begins(1_000);
    const stopped = beforeTurns(async (turn) => {
      if (turn === 1) return;
      await paced.does(user, 'Unsubscribed');
      throw new Error('no rates');
    });
    await paced.deliver(user, 'tips', { tried: overdue(), ...slowly(700), ...stopped });
    expect(paced.sent(user)).toEqual([]);
  });

  it.each([
    ['in its minute', () => ({ attempt: 1, since: real() })],
    ['at the end of it', overdue],
  ])('goes out in the same attempt, %s, where turns always take long to be told', async (_, tried) => {
    const user = await begins(1_000);
    const slow = beforeTurns(() => sleep(700));
    expect(await paced.deliver(user, 'tips', { tried: tried(), ...slow })).toMatchObject({ kind: 'next' });
    expect(paced.sent(user)).toEqual(['tips']);
  });

  it('does not go out when it is stopped while it takes another', async () => {
    const user = await begins(1_000);
    const stopped = beforeTurns((turn) => (turn === 2 ? paced.does(user, 'Unsubscribed') : Promise.resolve()));
    expect(await paced.deliver(user, 'tips', { ...slowly(700), ...stopped })).toMatchObject({
      kind: 'again',
      pause: 0,
    });
    await paced.deliver(user, 'tips');
    expect(paced.sent(user)).toEqual([]);
  });
});

it('a nudge in doubt is not sent again where that it was sent is noted at the last moment', async () => {
  const user = await paced.somebody();
  await paced.begins(user, 'tips');
  let note: (() => Promise<void>) | null = null;
  // The process stands still after the provider has it, and notes that when another attempt is about to send it.
  const stands: Attempting['through'] = (store) => {
    const record: typeof store.nudges.record = (...args) => {
      note = () => store.nudges.record(...args);
      return Promise.reject(new Error('stands still'));
    };
    return { ...store, nudges: { ...store.nudges, record } };
  };
  await expect(paced.deliver(user, 'tips', { through: stands })).rejects.toThrow('stands still');
  expect(paced.sent(user)).toEqual(['tips']);
  Date.now = () => real() + minute;
  await paced.deliver(user, 'tips', {
    meanwhile: async () => {
      const { ledger } = await paced.user(user);
      if (ledger.some(({ status, attempt }) => status === 'sending' && attempt === 2)) await note?.();
    },
  });
  await paced.deliver(user, 'tips');
  expect(paced.sent(user)).toEqual(['tips']);
});
