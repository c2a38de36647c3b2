import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DefaultLogger, bundleWorkflowCode } from '@temporalio/worker';
import { batches, cases, passages, type Case, type Place } from './matrix/cases.ts';
import { openLane, type Lane, type Ran } from './matrix/lane.ts';

/** Most of a story's time nobody does anything: a lease, or a task of a worker that died, has to run out. */
const lanes = 2 * availableParallelism() + 2;
/** For all of them, on a machine with two cores that has other tests to run. */
const limit = 420_000;

const undisturbed: Case = { title: 'nobody dies', ingest: [], worker: [], refusal: 'never' };

describe('a process that is killed right after a write', () => {
  const opened: Lane[] = [];
  const turns = new Map<Case, PromiseWithResolvers>();
  let folder: string;
  let playing: Promise<unknown>;

  /** Plays one story after the other, until none is left. */
  async function play(left: Case[], bundle: string): Promise<void> {
    const lane = await openLane(bundle);
    opened.push(lane);
    for (let each = left.shift(); each !== undefined; each = left.shift()) {
      await lane.run(each).then(turns.get(each)?.resolve, turns.get(each)?.reject);
    }
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'usher-crash-'));
    const bundle = join(folder, 'workflows.js');
    const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
    await writeFile(bundle, (await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') })).code);
    // Those that wait longest come first.
    const all = [undisturbed, ...[...cases].sort((a, b) => slowness(b) - slowness(a))];
    for (const each of all) turns.set(each, promised());
    playing = Promise.all(Array.from({ length: lanes }, () => play(all, bundle)));
    playing.catch((error: unknown) => turns.forEach(({ reject }) => reject(error)));
  }, limit);
  afterAll(async () => {
    await playing.catch(() => undefined);
    await Promise.all(opened.map((each) => each.close()));
    await rm(folder, { recursive: true, force: true });
  }, limit);

  function ran(each: Case): Promise<Ran> {
    return turns.get(each)!.promise;
  }

  it(
    'has every point named: nothing is written between two of them',
    async () => {
      const { passages: found } = await ran(undisturbed);
      const counted = Object.entries(found).filter(([point]) => !point.endsWith(':marked-done'));
      expect(Object.fromEntries(counted)).toEqual(passages);
      expect(Object.keys(found)).toEqual(expect.arrayContaining([...batches]));
    },
    limit,
  );

  it.each(cases.map((each) => [each.title, each] as const))(
    'leaves nothing different: %s',
    async (_, each) => {
      const [{ end: expected }, { end, survived }] = await Promise.all([ran(undisturbed), ran(each)]);
      expect(survived).toEqual([]);
      expect(end.same).toEqual(expected.same);
      // Counted where the provider may have had the mail, and only there; twice only where it really had it.
      if (!each.worker.some(isBeside)) expect(end.maybeTwice).toHaveLength(each.worker.some(isInDoubt) ? 1 : 0);
      if (each.worker.some(({ point }) => point === 'deliver:accepted')) expect(end.twice).toEqual(end.maybeTwice);
      expect(end.maybeTwice).toEqual(expect.arrayContaining([...end.twice]));
    },
    limit,
  );
});

function isInDoubt({ point }: Place): boolean {
  return point === 'deliver:reserved' || point === 'deliver:accepted';
}

/** What is done beside the journey may end a process while it delivers something else: that is in doubt, then, too. */
function isBeside({ point }: Place): boolean {
  return /^sweep:|:(event-inserted|event-folded|marked-done)$/.test(point);
}

function slowness({ worker }: Case): number {
  return worker.some(({ point }) => point.startsWith('deliver:')) ? 2 : worker.length;
}

interface PromiseWithResolvers {
  readonly promise: Promise<Ran>;
  readonly resolve: (ran: Ran) => void;
  readonly reject: (error: unknown) => void;
}

function promised(): PromiseWithResolvers {
  let settle: Omit<PromiseWithResolvers, 'promise'> | undefined;
  const promise = new Promise<Ran>((resolve, reject) => (settle = { resolve, reject }));
  promise.catch(() => undefined);
  return { promise, ...settle! };
}
