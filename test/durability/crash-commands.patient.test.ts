import { deliveriesAtOnce } from '../../activities/email/provider.ts';
import { workflowBundle } from '../support/stack.ts';
import { cases, type Case } from './commands/cases.ts';
import { inDoubt, miscounted } from './crash/miscounted.ts';
import { likeness, play, type Came, type Outcome } from './commands/ward.ts';

/** A task is missed after ten seconds, a delivery after its lease of twenty; a slow machine needs much longer. */
const limit = 600_000;

/** Who has stopped while a nudge goes out keeps one of the worker's few ways to do that. */
const largest = deliveriesAtOnce - 4;

/** So many workers at once: more would keep each other, on two cores, from what has to be done in time. */
const wardsAtOnce = 2;

function inGroups(all: readonly Case[]): readonly (readonly Case[])[] {
  const groups = Math.ceil(all.length / largest);
  return Array.from({ length: groups }, (_, group) => all.filter((_each, index) => index % groups === group));
}

describe('a worker that is killed while it takes a command', () => {
  const [delivering, deciding] = [true, false].map((is) =>
    cases.filter(({ point }) => point.startsWith('deliver') === is),
  );
  const wards = [...inGroups(delivering ?? []), deciding ?? []];
  const outcomes: Outcome[] = [];

  beforeAll(async () => {
    const { codePath } = await workflowBundle();
    for (let next = 0; next < wards.length; next += wardsAtOnce)
      outcomes.push(...(await Promise.all(wards.slice(next, next + wardsAtOnce).map((each) => play(each, codePath)))));
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
      // Once, whoever wrote it: the pause that may have come before, and the command.
      expect(killed.audited).toEqual(expected.audited);
      expect(killed.audited.at(-1)).toContain(each.order.kind);
      expect(killed.end.same).toEqual(expected.end.same);
      expect(miscounted(killed.end, killed.doubts)).toEqual([]);
      expect(miscounted(expected.end, expected.doubts)).toEqual([]);
      // A slow machine may break off other attempts; this one it is sure to have.
      if (inDoubt.includes(each.point)) expect(killed.end.maybeTwice).not.toEqual([]);
      if (each.point === 'deliver:accepted') expect(killed.end.twice).not.toEqual([]);
    },
  );
});
