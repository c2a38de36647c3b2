import { createIngest, type Ingest } from '../../ingest/index.ts';
import { setClock } from '../support/clock.ts';
import { monday, track } from '../support/event.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';

let kept: TestStore;
beforeAll(async () => (kept = await openTestStore()));
afterAll(() => kept.close());

/** As many ingests as processes, each with a connection and a queue of its own, and what their writes came to. */
async function processes(
  count: number,
): Promise<{ ingests: readonly Ingest[]; folds: { events: number; tries: number }[] }> {
  // prettier-ignore
  const folds: { events: number; tries: number }[] = [];
  const stores = await Promise.all(Array.from({ length: count }, () => kept.another()));
  const clock = setClock(monday);
  const ingests = stores.map((store) =>
    createIngest({ store, temporal: absentTemporal, clock, onError: () => {}, onFold: (fold) => folds.push(fold) }),
  );
  return { ingests, folds };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

describe('one user’s document', () => {
  it('takes 200 events at once in a few writes, none of them tried twice', async () => {
    const user = freshName('bo');
    const { ingests, folds } = await processes(1);
    await Promise.all(Array.from({ length: 200 }, () => ingests[0]!.take(track(user, 'Opened', { at: monday }))));
    expect((await kept.store.users.read(user)).profile.events.Opened?.count).toBe(200);
    expect(sum(folds.map(({ events }) => events))).toBe(200);
    expect(folds.map(({ tries }) => tries)).toEqual(folds.map(() => 1));
    expect(folds.length).toBeLessThan(60);
    await ingests[0]!.close();
  });

  it('written by 50 processes at once loses nothing, and every process comes through', async () => {
    const user = freshName('bo');
    const { ingests, folds } = await processes(50);
    await Promise.all(ingests.flatMap((ingest) => [0, 1, 2, 3].map(() => ingest.take(track(user, 'Opened', { at: monday }))))); // prettier-ignore
    expect((await kept.store.users.read(user)).profile.events.Opened?.count).toBe(200);
    expect(sum(folds.map(({ events }) => events))).toBe(200);
    // Far fewer than the 6,026 tries that one write an event would need, and far from giving up.
    expect(sum(folds.map(({ tries }) => tries))).toBeLessThan(1_500);
    await Promise.all(ingests.map((ingest) => ingest.close()));
  });
});
