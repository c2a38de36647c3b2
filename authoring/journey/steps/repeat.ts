import type { Condition } from '../../../domain/condition/condition.ts';
import { Repeat } from '../../../domain/journey/steps/schema.ts';
import { checkKeys } from '../../read/check.ts';
import type { Cursor } from '../../read/cursor.ts';
import { type Compiled, type Compiler, type Draft, listEnds, listPauses } from '../compiler.ts';
import { readCondition } from '../read-condition.ts';
import { derivedId, namesIn, stepId } from '../step-id.ts';

/** `repeat: { up_to: 3, every: 3d, until: … }`: named after the one thing that ends it; else a journey's only one. */
export function repeat(step: Cursor, compiler: Compiler): Compiled | null {
  checkKeys(Repeat, step);
  const loop = step.at('repeat');
  const keys = checkKeys(Repeat.shape.repeat, loop);
  const until = readCondition(loop.at('until'), compiler.vocabulary);
  const body = compiler.steps(step.at('steps'));
  if (keys?.up_to === undefined || (until === null && loop.at('until').value !== undefined)) return null;
  if (!canRepeat(step, body)) return null;
  const { up_to: upTo, every = 0 } = keys;
  return {
    cursor: step,
    id: stepId(step, nameOf(until)),
    lists: [body],
    ends: false,
    pauses: false,
    loops: true,
    every,
    build: (base, [first = base.next]) => ({ kind: 'repeat', ...base, upTo, every, until, body: first }),
  };
}

function nameOf(until: Condition | null): string {
  const [name, another] = until === null ? [] : namesIn(until);
  if (name === undefined || another !== undefined) return 'repeat';
  return derivedId('repeat', name) ?? 'repeat';
}

/** A round without time passing would follow the one before at once; one that ends the journey is never followed. */
function canRepeat(step: Cursor, body: readonly Draft[]): boolean {
  // Of a round with something wrong in it, nothing more can be said.
  if (body.length === 0 || body.length < step.at('steps').items().length) return false;
  if (listEnds(body)) {
    step.at('steps').refuse('STEP_IDLE', 'every round ends the journey, so nothing is repeated', 'key');
    return false;
  }
  if (step.at('repeat', 'every').value !== undefined || listPauses(body)) return true;
  const message =
    'the rounds of this loop would follow each other at once; expected every, or a wait or delay in steps';
  step.at('repeat').refuse('LOOP_UNPACED', message, 'key');
  return false;
}
