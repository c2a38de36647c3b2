import { randomUUID } from 'node:crypto';
import type { RefreshProgress } from '../../domain/release/refresh.ts';
import { refreshWorkflowId } from '../../domain/release/refresh-workflow.ts';
import type { Release } from '../../domain/release/release.ts';
import { hour } from '../../domain/time/instant.ts';
import { askRefresh, commandRefresh, ensureRefresh } from '../../ingest/refreshing.ts';
import { usher } from '../support/command.ts';
import { conditionOf } from '../support/condition.ts';
import { identify } from '../support/event.ts';
import { onSegment, programOf } from '../support/program.ts';
import { releaseOf } from '../support/release.ts';
import { freshName } from '../support/stack.ts';
import { delay } from '../support/steps.ts';
import { openWorking, type Working } from '../support/working.ts';

let working: Working;
const users = Array.from({ length: 12 }, () => freshName('user'));
const by = { by: 'kim', reason: 'too busy' };

beforeAll(async () => {
  working = await openWorking([programOf([delay(hour)])]);
  await Promise.all(users.map((user) => working.ingest.take(identify(user, { plan: 'team' }, { at: Date.now() }))));
});
afterAll(() => working.close());

/** Another release each time, by which everybody enters who pays. */
function teams(): Release {
  const rule = onSegment('paying', conditionOf({ 'traits.plan': 'team' }), { backfill: 'all' });
  return releaseOf([programOf([delay(hour)], { journey: 'teams', description: randomUUID(), enrol: [rule] })]);
}

async function publish(rate?: number): Promise<string> {
  const { store } = working.kept;
  const release = teams();
  await store.releases.publish(release, Date.now());
  if (rate !== undefined) await ensureRefresh({ store, temporal: working.temporal }, { rate, now: Date.now() });
  return release.id;
}

/** The noted progress, once it is as expected. */
async function noted(release: string, is: (progress: RefreshProgress) => boolean): Promise<RefreshProgress> {
  for (const end = performance.now() + 90_000; performance.now() < end;) {
    const progress = await working.kept.store.refreshes.read(release);
    if (progress !== null && is(progress)) return progress;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it does not become so');
}

/** Payloads as text. */
function plainText(_: string, value: unknown): unknown {
  const bytes = value as { readonly type?: string; readonly data?: readonly number[] } | null;
  return bytes?.type === 'Buffer' ? Buffer.from(bytes.data ?? []).toString() : value instanceof Uint8Array ? Buffer.from(value).toString() : value; // prettier-ignore
}

describe('a release that has something to bring to everybody', () => {
  it('is brought by the workers, where whoever has published it has died before starting that', async () => {
    const release = await publish();
    expect(await noted(release, ({ status }) => status === 'done')).toMatchObject({
      done: 12,
      enrolled: 12,
      failed: 0,
    });
    const open = await Promise.all(users.map(async (user) => (await working.user(user)).visits.teams?.visit));
    expect(new Set(open)).toEqual(new Set([1]));
    // Nobody is named by what is left of it: who is forgotten would be still.
    const { client, taskQueue } = working.temporal;
    const history = await client.workflow.getHandle(refreshWorkflowId(taskQueue, release)).fetchHistory();
    const left = [history, await working.kept.db.collection('refreshes').find({}).toArray()].map((each) => JSON.stringify(each, plainText)); // prettier-ignore
    expect(left.join('')).toContain(release);
    expect(users.filter((user) => left.join('').includes(user))).toEqual([]);
  }, 120_000);

  it('is brought at the rate that is set, rests while it is paused, and goes on where it was', async () => {
    const { temporal } = working;
    const release = await publish(1);
    await noted(release, ({ page }) => page >= 2);
    expect(await commandRefresh(temporal, { release }, { kind: 'pause', ...by })).toMatch(
      /^paused after \d+ of 12 users$/,
    );
    const paused = await noted(release, ({ status }) => status === 'paused');
    expect(paused).toMatchObject({ paused: by, rate: 1 });
    expect(paused.done).toBeLessThan(12);
    await expect(commandRefresh(temporal, { release }, { kind: 'pause', ...by })).rejects.toMatchObject({
      code: 'COMMAND_REFUSED',
    });
    expect(await askRefresh(temporal, release)).toMatchObject({ status: 'paused', done: paused.done });
    expect(await commandRefresh(temporal, { release }, { kind: 'resume', ...by, rate: 1_000 })).toMatch(
      /^goes on after/,
    );
    expect(await noted(release, ({ status }) => status === 'done')).toMatchObject({
      done: 12,
      rate: 1_000,
      paused: null,
    });
    // That the last page was brought is noted before its workflow hears of it, and is over.
    await temporal.client.workflow.getHandle(refreshWorkflowId(temporal.taskQueue, release)).result();
    await expect(commandRefresh(temporal, { release }, { kind: 'pause', ...by })).rejects.toMatchObject({
      code: 'REFRESH_MISSING',
    });
  }, 120_000);

  it('tells the audit log who has paused and resumed it from a shell, and why', async () => {
    const release = await publish(1);
    await noted(release, ({ page }) => page >= 1);
    for (const kind of ['pause', 'resume'])
      expect(await usher(['refresh', kind, '--by', 'kim', '--reason', 'busy'], working.environment)).toMatchObject({ code: 0 }); // prettier-ignore
    const to = { kind: 'release', release };
    const who = { by: 'kim', reason: 'busy', to };
    expect(await working.kept.store.audit.list({ limit: 2 })).toMatchObject([
      { ...who, did: 'resume refresh', words: expect.stringMatching(/^goes on after/) as string },
      { ...who, did: 'pause refresh', words: expect.stringMatching(/^paused after/) as string },
    ]);
  }, 120_000);

  it('refuses what is no command', async () => {
    const release = await publish(1);
    const { temporal } = working;
    const wrong = [
      { by: '', reason: 'x' },
      { ...by, rate: 0 },
      { ...by, rate: 0.5 },
    ];
    for (const each of wrong) {
      await expect(commandRefresh(temporal, { release }, { kind: 'pause', ...each })).rejects.toMatchObject({
        code: 'COMMAND_INVALID',
      });
    }
  }, 120_000);

  it('leaves it to a later one, and says so', async () => {
    const earlier = await publish(1);
    await noted(earlier, ({ page }) => page >= 1);
    const later = await publish(1_000);
    expect(await noted(earlier, ({ status }) => status === 'superseded')).toMatchObject({ enrolled: 0 });
    expect(await noted(later, ({ status }) => status === 'done')).toMatchObject({ done: 12 });
    const story = working.temporal.client.workflow.getHandle(refreshWorkflowId(working.temporal.taskQueue, earlier));
    expect(await story.result()).toMatchObject({ status: 'superseded' });
  }, 120_000);

  it('goes on where it was after somebody has terminated it', async () => {
    const { temporal, kept } = working;
    const release = await publish(2);
    const half = await noted(release, ({ page }) => page >= 2);
    await temporal.client.workflow.getHandle(refreshWorkflowId(temporal.taskQueue, release)).terminate('by hand');
    const later = Date.now() + hour;
    expect(await ensureRefresh({ store: kept.store, temporal }, { now: later })).toBe(true);
    expect((await noted(release, ({ status }) => status === 'done')).done).toBe(12);
    expect(half.done).toBeLessThan(12);
  }, 120_000);
});
