import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DefaultLogger, bundleWorkflowCode } from '@temporalio/worker';
import { takesTheMachine } from '../support/heavy.ts';
import { batches, cases, passages, undisturbed, type Case, type Place } from './matrix/cases.ts';
import { playWave, type Ran } from './matrix/wave.ts';

/** For all of them, on a machine with two cores that has other tests to run. */
const limit = 420_000;

takesTheMachine();

describe('a process that is killed right after a write', () => {
  const waves = new Map<Case, Promise<Ran>>();
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'usher-crash-'));
    const bundle = join(folder, 'workflows.js');
    const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
    await writeFile(bundle, (await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') })).code);
    const isSwept = ({ worker }: Case): boolean => worker.some(({ point }) => point.startsWith('sweep:'));
    const delivers = ({ worker }: Case): boolean => worker.some(({ point }) => point.startsWith('deliver:'));
    const groups = [
      { isSweeping: true, cases: [...Object.values(undisturbed), ...cases.filter(isSwept)] },
      { isSweeping: false, cases: cases.filter((each) => !isSwept(each) && delivers(each)) },
      { isSweeping: false, cases: cases.filter((each) => !isSwept(each) && !delivers(each)) },
    ];
    for (const group of groups) {
      const wave = playWave({ ...group, bundle });
      for (const each of group.cases) waves.set(each, came(wave, each));
    }
  }, limit);
  afterAll(async () => {
    await Promise.allSettled(waves.values());
    await rm(folder, { recursive: true, force: true });
  }, limit);

  function ran(each: Case): Promise<Ran> {
    return waves.get(each)!;
  }

  it(
    'has every point named: nothing is written between two of them',
    async () => {
      const { passages: found } = await ran(undisturbed['first steps']);
      const counted = Object.entries(found).filter(([point]) => !point.endsWith(':marked-done'));
      expect(Object.fromEntries(counted)).toEqual(passages);
      expect(Object.keys(found)).toEqual(expect.arrayContaining([...batches]));
    },
    limit,
  );

  it.each(cases.map((each) => [each.title, each] as const))(
    'leaves nothing different: %s',
    async (_, each) => {
      const [{ end: expected }, { end, survived }] = await Promise.all([ran(undisturbed[each.story]), ran(each)]);
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

function came(wave: ReturnType<typeof playWave>, each: Case): Promise<Ran> {
  const ran = wave.then((all) => {
    const end = all.get(each)!;
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
  ran.catch(() => undefined);
  return ran;
}
