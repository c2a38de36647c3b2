import { pino } from 'pino';
import { realClock } from '../../domain/time/clock.ts';
import { day, hour, minute } from '../../domain/time/instant.ts';
import { reconcile } from '../../ingest/reconcile.ts';
import { reconcileInTurn, type ReconcilingDependencies } from '../../worker/reconciling.ts';
import { programOf } from '../support/program.ts';
import { delay } from '../support/steps.ts';
import { openWorking, type Working } from '../support/working.ts';

let working: Working;
beforeEach(async () => {
  working = await openWorking([programOf([delay(day)])]);
});
afterEach(() => working.close());

/** A worker that takes turns with others, and what it logs and tells of its runs. */
function taking(): ReconcilingDependencies & { readonly lines: string[]; readonly runs: boolean[] } {
  const { kept, temporal, ingest } = working;
  const lines: string[] = [];
  const runs: boolean[] = [];
  const log = pino({ level: 'info' }, { write: (line) => lines.push(line) });
  const onRun = (completed: boolean): void => void runs.push(completed);
  return { store: kept.store, temporal, clock: realClock, ingest, log, onRun, lines, runs };
}

async function terminated(): Promise<string> {
  const user = await working.enters();
  await working.visit(user, ({ status }) => status === 'open');
  await working.handle(user).terminate();
  return user;
}

describe('the nightly reconciliation', () => {
  it('is done by one of many workers that look at the same time, and not again for a day', async () => {
    const user = await terminated();
    const workers = Array.from({ length: 5 }, taking);
    await Promise.all(workers.map((worker) => reconcileInTurn(worker)));
    expect(workers.flatMap(({ runs }) => runs)).toEqual([true]);
    expect((await working.user(user)).visits.test).toMatchObject({ status: 'closed' });
    const later = taking();
    await reconcileInTurn(later);
    expect(later.runs).toEqual([]);
    const turns = working.kept.db.collection<{ _id: string; next: number }>('turns');
    const { next = 0 } = (await turns.findOne({ _id: 'reconcile' })) ?? {};
    expect(next - Date.now()).toBeGreaterThan(day - 5 * minute);
    await turns.updateOne({ _id: 'reconcile' }, { $inc: { next: -day } });
    await reconcileInTurn(later);
    expect(later.runs).toEqual([true]);
  });

  it('of a worker that was killed in its turn is done by another one an hour later', async () => {
    const { turns } = working.kept.store;
    const now = Date.now();
    expect(await turns.take('reconcile', { holder: 'killed', now: now - hour, until: now - 1 })).toBe(true);
    const next = taking();
    await reconcileInTurn(next);
    expect(next.runs).toEqual([true]);
    expect(await turns.hold('reconcile', { holder: 'killed', until: now + hour })).toBe(false);
  });

  it('ends with the worker, however much is left to look at', async () => {
    await Promise.all(Array.from({ length: 12 }, terminated));
    const worker = taking();
    let looked = 0;
    const meet = (): Promise<'agreed'> => {
      looked++;
      return Promise.resolve('agreed');
    };
    await reconcileInTurn({ ...worker, ingest: { ...working.ingest, meet } }, () => looked > 0);
    expect(worker.runs).toEqual([false]);
    expect(looked).toBeLessThan(12);
    expect(looked).toBeGreaterThan(0);
  });

  it('mends nothing where Temporal seems to be another one, and says what to do', async () => {
    const users = await Promise.all(Array.from({ length: 21 }, terminated));
    const { kept, temporal, ingest } = working;
    const dependencies = { store: kept.store, temporal, clock: realClock, ingest, onError: () => {} };
    // Temporal's lists lag.
    while ((await reconcile(dependencies, { mend: false })).checked.workflows > 0)
      await new Promise((resolve) => setTimeout(resolve, 50));
    const worker = taking();
    await reconcileInTurn(worker);
    expect(worker.runs).toEqual([false]);
    expect(worker.lines.join('')).toMatch(/21 of 21 open visits have no workflow.*usher reconcile --fix.*TEMPORAL_NAMESPACE/); // prettier-ignore
    expect((await working.user(users[0] ?? '')).visits.test).toMatchObject({ status: 'open' });
    const asked = await reconcile(dependencies, { mend: true });
    expect(asked.kinds).toMatchObject([{ kind: 'ended', found: 21, mended: 21 }]);
  });
});
