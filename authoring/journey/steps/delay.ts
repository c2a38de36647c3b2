import { Delay } from '../../../domain/journey/steps/schema.ts';
import { durationWords } from '../../../domain/time/duration.ts';
import { checkKeys } from '../../read/check.ts';
import type { Cursor } from '../../read/cursor.ts';
import type { Compiled, Compiler } from '../compiler.ts';
import { derivedId, stepId } from '../step-id.ts';
import { readUntil, type Rule } from '../until.ts';

/** `delay: 3d`, or `delay: { until: … }`: named after its duration, its time of day or its trait. */
export function delay(step: Cursor, compiler: Compiler): Compiled | null {
  const length = checkKeys(Delay, step)?.delay;
  if (length === undefined) return null;
  const read = typeof length === 'number' ? lasting(step, length) : readUntil(step.at('delay'), length, compiler);
  if (read === null) return null;
  const { rule, words, name } = read;
  return {
    cursor: step,
    id: stepId(step, derivedId('delay', name)),
    lists: [],
    ends: false,
    // A date may be past for everybody who comes here.
    pauses: rule.kind !== 'trait',
    skips: rule.kind === 'trait' && rule.past === 'skip',
    build: (base) => ({ kind: 'delay', ...base, rule, words }),
  };
}

function lasting(step: Cursor, duration: number): Rule {
  return {
    rule: { kind: 'duration', duration },
    words: durationWords(duration),
    name: String(step.at('delay').value),
  };
}
