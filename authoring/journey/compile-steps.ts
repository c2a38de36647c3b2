import { didYouMean } from '../../domain/condition/nearest.ts';
import { alternatives } from '../read/expected.ts';
import { type Cursor, isMapping } from '../read/cursor.ts';
import { found } from '../read/found.ts';
import { refuseLater } from '../read/later.ts';
import type { Compiled, Compiler, CompileStep, Draft } from './compiler.ts';
import { readCondition } from './read-condition.ts';
import { compileStep, laterKinds } from './steps/index.ts';

const kinds = new Map<string, CompileStep>(Object.entries(compileStep));
const anyKind = [...kinds.keys(), ...laterKinds];

/** Compiles a list of steps; what is wrong with them was reported. A list that is not there has none. */
export function compileSteps(list: Cursor, compiler: Compiler): readonly Draft[] {
  const drafts = list.items().map((step) => compileOne(step, compiler));
  const last = drafts.findIndex((draft) => draft?.ends === true);
  const stranded = last === -1 ? undefined : list.items()[last + 1];
  stranded?.refuse('STEP_UNREACHABLE', 'nobody comes here: the step before it always ends the journey', 'key');
  const final = drafts.at(-1);
  if (final?.skips === true) {
    final.cursor.refuse('STEP_IDLE', 'found "past: skip" in the last step of a list, expected a step after it', 'key');
  }
  return drafts.filter((draft) => draft !== null);
}

function compileOne(step: Cursor, compiler: Compiler): Draft | null {
  if (!isMapping(step.value)) {
    return step.refuse('STEP_KIND', `found ${found(step.value)}, expected a step such as { send: welcome }`);
  }
  const present = Object.keys(step.value);
  const named = present.filter((key) => anyKind.includes(key));
  const [kind, another] = named;
  if (kind === undefined) return refuseNoKind(step, present);
  if (another !== undefined) {
    return step
      .at(another)
      .refuse('STEP_KIND', `found "${kind}" and "${another}" in one step, expected two steps`, 'key');
  }
  const compile = kinds.get(kind);
  if (compile === undefined) return refuseLater(step.at(kind));
  return conditional(step, compile(step, compiler), compiler);
}

/** What every step may say beside its kind: `when`, without which it is passed over. */
function conditional(step: Cursor, compiled: Compiled | null, { vocabulary }: Compiler): Draft | null {
  if (step.at('when').value === undefined) return compiled === null ? null : { ...compiled, when: null };
  const when = readCondition(step.at('when'), vocabulary);
  return compiled === null || when === null ? null : { ...compiled, when, ends: false, pauses: false };
}

function refuseNoKind(step: Cursor, present: readonly string[]): null {
  const slips = present.map((key) => [key, didYouMean(key, anyKind)] as const);
  const [key, slip] = slips.find(([, words]) => words !== '') ?? [present[0], ''];
  const said = key === undefined ? 'an empty mapping' : `"${key}"`;
  const at = key === undefined ? step : step.at(key);
  return at.refuse(
    'STEP_KIND',
    `found ${said}, expected a kind of step: ${alternatives([...kinds.keys()])}${slip}`,
    'key',
  );
}
