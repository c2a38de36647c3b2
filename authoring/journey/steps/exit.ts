import { Exit } from '../../../domain/journey/steps/schema.ts';
import { checkKeys } from '../../read/check.ts';
import type { Cursor } from '../../read/cursor.ts';
import type { Compiled } from '../compiler.ts';
import { derivedId, stepId } from '../step-id.ts';

/** `exit: done`: named after its outcome. */
export function exit(step: Cursor): Compiled | null {
  const outcome = checkKeys(Exit, step)?.exit;
  if (outcome === undefined) return null;
  const id = stepId(step, derivedId('exit', outcome));
  return { cursor: step, id, lists: [], ends: true, build: (base) => ({ kind: 'exit', ...base, outcome }) };
}
