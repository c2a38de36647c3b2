import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DefaultLogger, bundleWorkflowCode } from '@temporalio/worker';
import { deliveriesAtOnce } from '../../activities/email/provider.ts';
import { takesTheMachine } from '../support/heavy.ts';
import { cases, type Case } from './commands/cases.ts';
import { likeness, play, type Came, type Outcome } from './commands/ward.ts';

/** A task is missed after ten seconds, a delivery after its lease of twenty; a slow machine needs longer. */
const limit = 240_000;

/** Who has stopped while a nudge goes out keeps one of the worker's few ways to do that. */
const largest = deliveriesAtOnce - 4;

function inGroups(all: readonly Case[]): readonly (readonly Case[])[] {
  const groups = Math.ceil(all.length / largest);
  return Array.from({ length: groups }, (_, group) => all.filter((_each, index) => index % groups === group));
}

takesTheMachine();

describe('a worker that is killed while it takes a command', () => {
  const [delivering, deciding] = [true, false].map((is) =>
    cases.filter(({ point }) => point.startsWith('deliver') === is),
  );
  const wards = [...inGroups(delivering ?? []), deciding ?? []];
  let outcomes: readonly Outcome[];

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'usher-commands-'));
    const bundle = join(folder, 'workflows.js');
    const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
    await writeFile(bundle, (await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') })).code);
    outcomes = await Promise.all(wards.map((each) => play(each, bundle))).finally(() =>
      rm(folder, { recursive: true }),
    );
  }, limit);

  function came(each: Case): { expected: Came; killed: Came } {
    const outcome = outcomes.find(({ killed }) => killed.has(each))!;
    return { expected: outcome.undisturbed.get(likeness(each))!, killed: outcome.killed.get(each)! };
  }

  it.each(cases.map((each) => [each.title, each] as const))(
    'has done what it accepted, once, and nothing of what it refused: %s',
    (_, each) => {
      const { expected, killed } = came(each);
      expect(killed.reply).toEqual(expected.reply);
      expect(typeof killed.reply).toBe(each.order.isRefused ? 'object' : 'string');
      expect(killed.again).toEqual(expected.again);
      expect(killed.isUntouched).toBe(each.order.isRefused);
      expect(killed.end.same).toEqual(expected.end.same);
      // Counted where the provider may have had the mail, twice only where it had.
      const inDoubt = ['deliver:reserved', 'deliver:accepted'].includes(each.point) ? 1 : 0;
      expect(killed.end.maybeTwice).toHaveLength(inDoubt);
      const more = killed.end.twice.length - expected.end.twice.length;
      expect(more).toBe(each.point === 'deliver:accepted' ? 1 : 0);
    },
  );
});
