import { workflowBundle } from '../support/stack.ts';
import { inDoubt, miscounted } from './crash/miscounted.ts';
import { batches, cases, passages, undisturbed, type Case } from './matrix/cases.ts';
import { playWave, type Ran } from './matrix/wave.ts';

/** For all of them, on a machine with two cores that has other tests to run. */
const limit = 900_000;

describe('a process that is killed right after a write', () => {
  const waves = new Map<Case, Promise<Ran>>();

  beforeAll(async () => {
    const { codePath: bundle } = await workflowBundle();
    const isSwept = ({ worker }: Case): boolean => worker.some(({ point }) => point.startsWith('sweep:'));
    const delivers = ({ worker }: Case): boolean => worker.some(({ point }) => point.startsWith('deliver:'));
    const groups = [
      { isSweeping: true, cases: [...Object.values(undisturbed), ...cases.filter(isSwept)] },
      { isSweeping: false, cases: cases.filter((each) => !isSwept(each) && delivers(each)) },
      { isSweeping: false, cases: cases.filter((each) => !isSwept(each) && !delivers(each)) },
    ];
    // One after another: more at once would keep each other, on two cores, from what has to be done in time.
    let before: Promise<unknown> = Promise.resolve();
    for (const group of groups) {
      const wave = before.then(() => playWave({ ...group, bundle }));
      before = wave.catch(() => undefined);
      for (const each of group.cases) waves.set(each, came(wave, each));
    }
  }, limit);
  afterAll(() => Promise.allSettled(waves.values()), limit);

  function ran(each: Case): Promise<Ran> {
    return waves.get(each)!;
  }

  it(
    'has every point named: nothing is written between two of them',
    async () => {
      const { passages: found } = await ran(undisturbed['first steps']);
      // Batches are as large as it happens, and where the machine is slow a sweep tells once more what was told.
      const isCounted = (point: string): boolean => !point.endsWith(':marked-done') && point !== 'sweep:signalled';
      const counted = Object.entries(found).filter(([point]) => isCounted(point));
      expect(Object.fromEntries(counted)).toEqual(passages);
      expect(Object.keys(found)).toEqual(expect.arrayContaining([...batches]));
    },
    limit,
  );

  it.each(cases.map((each) => [each.title, each] as const))(
    'leaves nothing different: %s',
    async (_, each) => {
      const [{ end: expected }, { end, survived, doubts }] = await Promise.all([
        ran(undisturbed[each.story]),
        ran(each),
      ]);
      expect(survived).toEqual([]);
      expect(end.same).toEqual(expected.same);
      expect(miscounted(end, doubts)).toEqual([]);
      // A slow machine may break off other attempts; this one it is sure to have.
      const points = each.worker.map(({ point }) => point);
      if (points.some((point) => inDoubt.includes(point))) expect(end.maybeTwice).not.toEqual([]);
      if (points.includes('deliver:accepted')) expect(end.twice).not.toEqual([]);
    },
    limit,
  );
});

function came(wave: ReturnType<typeof playWave>, each: Case): Promise<Ran> {
  const ran = wave.then((all) => {
    const end = all.get(each)!;
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
  ran.catch(() => undefined);
  return ran;
}
