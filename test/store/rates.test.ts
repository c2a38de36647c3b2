import { setTimeout as pause } from 'node:timers/promises';
import { createLimiter, type Limiter } from '../../activities/rate/limiter.ts';
import type { Ticket } from '../../domain/pacing/rate.ts';
import { idle } from '../../domain/pacing/rate-state.ts';
import { bySecond } from '../domain/pacing/rush.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

let kept: TestStore;
beforeAll(async () => {
  kept = await openTestStore();
});
afterAll(() => kept.close());

const state = { journeys: [{ name: 'onboarding', waiting: 3, back: 5_000 }], cells: [{ second: 4, gone: 2, booked: [1], given: [3] }] }; // prettier-ignore

describe('what is booked of a rate', () => {
  it('is kept by channel, and nothing before anybody has booked', async () => {
    expect(await kept.store.rates.read('in-app')).toEqual({ revision: 0, state: idle });
    expect(await kept.store.rates.write('in-app', { revision: 0, state })).toBe(true);
    expect(await kept.store.rates.read('in-app')).toEqual({ revision: 1, state });
  });

  it('is written only over the revision that was read', async () => {
    expect(await kept.store.rates.write('webhook', { revision: 0, state })).toBe(true);
    expect(await kept.store.rates.write('webhook', { revision: 0, state: idle })).toBe(false);
    expect(await kept.store.rates.write('webhook', { revision: 2, state: idle })).toBe(false);
    expect(await kept.store.rates.write('webhook', { revision: 1, state: idle })).toBe(true);
    expect(await kept.store.rates.read('webhook')).toEqual({ revision: 2, state: idle });
  });
});

describe('eight processes that share a rate of 200 a second', () => {
  /** Asks again until the nudge may go; returns when, and how often it asked. */
  async function goes(limiter: Limiter, key: string): Promise<number> {
    let ticket: Ticket | null = null;
    for (;;) {
      const turn = await limiter.turn({ channel: 'email', journey: 'onboarding', key, rate: 200, ticket, rank: 1 });
      if (turn.kind === 'go') return turn.at;
      ({ ticket } = turn);
      await pause(Math.max(0, turn.until - Date.now()));
    }
  }

  it('never go above it together, and use nine tenths of it', async () => {
    const stores = await Promise.all(Array.from({ length: 8 }, () => kept.another()));
    const limiters = stores.map(({ rates }) => createLimiter({ rates, now: Date.now }));
    const began = Date.now();
    const nudges = limiters.flatMap((limiter, each) =>
      Array.from({ length: 75 }, (_, index) => goes(limiter, `${each}-${index}`)),
    );
    const instants = await Promise.all(nudges);
    const seconds = bySecond(instants.map((at) => ({ at })));
    expect(Math.max(...seconds.values())).toBeLessThanOrEqual(200);
    // A second may be half over when they begin, and the last of them is never full.
    expect(Math.max(...instants) - began).toBeLessThan((600 / 180) * 1_000 + 3_000);
  });
});
