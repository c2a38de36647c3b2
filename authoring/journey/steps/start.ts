import { didYouMean } from '../../../domain/condition/nearest.ts';
import { Start } from '../../../domain/journey/steps/schema.ts';
import { checkKeys } from '../../read/check.ts';
import type { Cursor } from '../../read/cursor.ts';
import type { Compiled, Compiler } from '../compiler.ts';
import { derivedId, stepId } from '../step-id.ts';

/** `start: team-tips`: another journey, named after it. */
export function start(step: Cursor, { journey: own, journeys }: Compiler): Compiled | null {
  const journey = checkKeys(Start, step)?.start;
  if (journey === undefined) return null;
  const others = journeys.filter((each) => each !== own);
  if (!others.includes(journey)) {
    const self = journey === own ? 'another journey than this one' : 'the name of the folder of another journey';
    return step
      .at('start')
      .refuse(
        'NAME_UNKNOWN',
        `found "${journey}", expected ${self}${journey === own ? '' : didYouMean(journey, others)}`,
      );
  }
  const id = stepId(step, derivedId('start', journey));
  return { cursor: step, id, lists: [], ends: false, build: (base) => ({ kind: 'start', ...base, journey }) };
}
