import { Delay } from '../../../domain/journey/steps/schema.ts';
import { checkKeys } from '../../read/check.ts';
import { refuseLater } from '../../read/later.ts';
import type { CompileStep } from '../compiler.ts';
import { derivedId, stepId } from '../step-id.ts';

/** `delay: 3d`: named after its duration. */
export const delay: CompileStep = (step) => {
  const later = step.at('delay', 'until');
  if (later.value !== undefined) return refuseLater(later);
  const duration = checkKeys(Delay, step)?.delay;
  if (duration === undefined) return null;
  const id = stepId(step, derivedId('delay', String(step.at('delay').value)));
  return { cursor: step, id, lists: [], ends: false, build: (base) => ({ kind: 'delay', ...base, duration }) };
};
