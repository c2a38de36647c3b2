import { createLimiter, type RateRequest } from '../../../activities/rate/limiter.ts';
import { idle, type RateState } from '../../../domain/pacing/rate-state.ts';
import type { RateRead, RateStore } from '../../../store/rates.ts';

const noon = Date.UTC(2026, 2, 2, 12);

type Fate = 'lost' | 'broken' | 'hangs';

interface Memory {
  readonly rates: RateStore;
  readonly counts: { reads: number; writes: number };
  /** The next writes end so. */
  readonly fate: Fate[];
  readonly state: () => RateState;
}

function memory(): Memory {
  let now: RateRead = { revision: 0, state: idle };
  const counts = { reads: 0, writes: 0 };
  const fate: Fate[] = [];
  const rates: RateStore = {
    read: () => {
      counts.reads += 1;
      return Promise.resolve(now);
    },
    write: async (_, { revision, state }) => {
      counts.writes += 1;
      await new Promise(setImmediate);
      const end = fate.shift();
      if (end === 'lost') now = { ...now, revision: now.revision + 1 };
      if (end === 'hangs') return new Promise(() => undefined);
      if (end === 'broken') throw new Error('the connection broke');
      if (revision !== now.revision) return false;
      now = { revision: revision + 1, state };
      return true;
    },
  };
  return { rates, counts, fate, state: () => now.state };
}

function asking(key: string, rest: Partial<RateRequest> = {}): RateRequest {
  return { channel: 'email', journey: 'onboarding', key, rate: 100, ticket: null, rank: 1, ...rest };
}

const now = (): number => noon;

describe('the limiter of a process', () => {
  it('asks nobody where a channel has no rate', async () => {
    const { rates, counts } = memory();
    const turn = await createLimiter({ rates, now }).turn(asking('a', { rate: null }));
    expect(turn).toEqual({ kind: 'go', at: noon });
    expect(counts).toEqual({ reads: 0, writes: 0 });
  });

  it('waits ten seconds for a database that hangs, and no longer with who asks afterwards', async () => {
    const { rates, fate } = memory();
    const limiter = createLimiter({ rates, now });
    fate.push('hangs');
    const first = limiter.turn(asking('a'));
    const second = limiter.turn(asking('b'));
    await expect(first).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE', message: 'MongoDB does not keep the rate of email' }); // prettier-ignore
    expect(await second).toMatchObject({ kind: 'go' });
  });

  it('books for all who ask while a write is under way with one more', async () => {
    const { rates, counts, state } = memory();
    const limiter = createLimiter({ rates, now });
    const turns = await Promise.all(Array.from({ length: 50 }, (_, index) => limiter.turn(asking(String(index)))));
    expect(new Set(turns.map((turn) => (turn.kind === 'go' ? turn.at : null))).size).toBe(50);
    expect(counts).toEqual({ reads: 1, writes: 2 });
    expect(state().cells).toMatchObject([{ gone: 50 }]);
  });

  it('reads only where another process wrote in between', async () => {
    const { rates, counts, fate } = memory();
    const limiter = createLimiter({ rates, now });
    await limiter.turn(asking('a'));
    await limiter.turn(asking('b'));
    expect(counts).toEqual({ reads: 1, writes: 2 });
    fate.push('lost');
    await limiter.turn(asking('c'));
    expect(counts).toEqual({ reads: 2, writes: 4 });
  });

  it('goes on after a write that failed, with what is stored', async () => {
    const { rates, counts, fate } = memory();
    const limiter = createLimiter({ rates, now });
    await limiter.turn(asking('a'));
    fate.push('broken');
    await expect(limiter.turn(asking('b'))).rejects.toThrow('the connection broke');
    await expect(limiter.turn(asking('b'))).resolves.toMatchObject({ kind: 'go' });
    expect(counts.reads).toBe(2);
  });

  it('gives up where others are faster every time', async () => {
    const { rates, fate } = memory();
    fate.push(...Array.from({ length: 50 }, () => 'lost' as const));
    await expect(createLimiter({ rates, now }).turn(asking('a'))).rejects.toMatchObject({ code: 'RATE_BUSY' });
  });

  it('keeps the channels apart', async () => {
    const { rates, counts } = memory();
    const limiter = createLimiter({ rates, now });
    await Promise.all([limiter.turn(asking('a')), limiter.turn(asking('b', { channel: 'webhook' }))]);
    expect(counts.reads).toBe(3);
  });
});
