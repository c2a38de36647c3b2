import type { Again as CompiledAgain, Program } from '../../domain/journey/program.ts';
import { Journey } from '../../domain/journey/schema.ts';
import type { z } from 'zod';
import { checkKeys } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';
import { compileEnrol } from './enrol.ts';
import { compileGoal } from './goal.ts';
import { compileLeave } from './leave.ts';
import { compileSteps } from './compile-steps.ts';
import type { Compiler, Draft, Names } from './compiler.ts';
import { flatten, inOrder, refuseCollisions } from './flatten.ts';
import { largestState, mostStateBytes } from './state-size.ts';
import { checkNudges } from './nudges.ts';
import { warnOfFreshRounds } from './rounds.ts';
import { checkEntries } from './entry-ends.ts';
import { checkKeyed } from './keyed.ts';
import { checkWaits } from './waits.ts';

/**
 * Compiles `<folder>/journey.yaml`. Null where something was refused; everything that is wrong was reported, each part
 * of the file being looked at whatever is wrong with the others.
 */
export function compileJourney(journey: Cursor, folder: string, names: Names): Program | null {
  const keys = checkKeys(Journey, journey);
  if (keys === null) return null;
  checkName(journey, keys.journey, folder);
  const ways = { ...compileWays(journey, names), goal: compileGoal(journey.at('goal'), names.vocabulary) };
  const vars = keys.vars ?? {};
  const steps = compileAll(journey.at('steps'), { ...names, journey: folder, vars, per: keys.per ?? null });
  const right = [
    checkEntries(journey, ways),
    checkKeyed(journey, ways),
    checkWaits(steps),
    checkNudges(steps, names),
  ].every(Boolean);
  warnOfFreshRounds(steps, names);
  const flat = refuseCollisions(steps) || !right ? null : flatten(steps);
  if (flat === null || !fits(journey, largestState(flat.steps, inOrder(steps)))) return null;
  return { journey: folder, description: keys.description ?? '', ...standingOf(keys), vars, ...ways, ...flat };
}

type Keys = Partial<z.output<typeof Journey>>;

/** How enrolments stand to each other, to those of other journeys and to people kept out. */
function standingOf({ again, per, exclusive, priority, holdout }: Keys): Standing {
  return {
    again: compileAgain(again),
    per: per ?? null,
    exclusive: exclusive ?? null,
    priority: priority ?? 0,
    holdout: holdout ?? 0,
  };
}

type Standing = Pick<Program, 'again' | 'per' | 'exclusive' | 'priority' | 'holdout'>;

function fits(journey: Cursor, bytes: number): boolean {
  if (bytes <= mostStateBytes) return true;
  const message = `an enrolment's state could grow to ${bytes} bytes, expected at most ${mostStateBytes}: fewer experiments, or loops in loops`;
  journey.at('steps').refuse('STATE_TOO_LARGE', message, 'key');
  return false;
}

function compileAll(list: Cursor, names: Omit<Compiler, 'steps'>): readonly Draft[] {
  const compiler: Compiler = { ...names, steps: (nested) => compileSteps(nested, compiler) };
  return compiler.steps(list);
}

function compileWays(journey: Cursor, { vocabulary }: Names): Pick<Program, 'enrol' | 'leave'> {
  const enrol = journey
    .at('enrol')
    .items()
    .map((rule) => compileEnrol(rule, vocabulary));
  const leave = journey
    .at('leave')
    .items()
    .map((rule) => compileLeave(rule, vocabulary));
  return { enrol: enrol.filter((rule) => rule !== null), leave: leave.filter((rule) => rule !== null) };
}

function compileAgain(again: Keys['again']): CompiledAgain {
  if (again === undefined) return { kind: 'never' };
  return typeof again === 'string' ? { kind: again } : { kind: 'after', after: again.after };
}

function checkName(journey: Cursor, name: string | undefined, folder: string): void {
  if (name === undefined || name === folder) return;
  journey.at('journey').refuse('VALUE_INVALID', `found "${name}", expected "${folder}", the name of its folder`);
}
