import { didYouMean } from '../../../domain/condition/nearest.ts';
import { Show } from '../../../domain/journey/steps/schema.ts';
import { checkKeys } from '../../read/check.ts';
import type { Cursor } from '../../read/cursor.ts';
import type { Compiled, Compiler } from '../compiler.ts';
import { derivedId, stepId } from '../step-id.ts';
import { holdOf } from './hold.ts';

/** `show: tutorial`: named after its slot. */
export function show(step: Cursor, { slots }: Compiler): Compiled | null {
  const keys = checkKeys(Show, step);
  const slot = keys?.show;
  if (slot === undefined) return null;
  const sends = slots.get(slot);
  if (sends === undefined) {
    const slip = didYouMean(slot, [...slots.keys()]);
    return step.at('show').refuse('NAME_UNKNOWN', `found "${slot}", expected the name of a file in slots/${slip}`);
  }
  const hold = holdOf(keys?.hold);
  const id = stepId(step, derivedId('show', slot));
  return { cursor: step, id, lists: [], ends: false, sends, build: (base) => ({ kind: 'show', ...base, slot, hold }) };
}
