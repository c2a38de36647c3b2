import type { Condition } from '../../../domain/condition/condition.ts';
import { conditionWords } from '../../../domain/condition/words.ts';
import { Wait } from '../../../domain/journey/steps/schema.ts';
import { checkKeys } from '../../read/check.ts';
import type { CompileStep } from '../compiler.ts';
import { readCondition } from '../read-condition.ts';
import { derivedId, namesIn, stepId } from '../step-id.ts';

/** `wait: { for: { completed: profile }, at_most: 2d }`: named after the one thing it waits for. */
export const wait: CompileStep = (step, compiler) => {
  checkKeys(Wait, step);
  const atMost = checkKeys(Wait.shape.wait, step.at('wait'))?.at_most;
  const awaited = readCondition(step.at('wait', 'for'), compiler.vocabulary);
  const timeout = compiler.steps(step.at('timeout'));
  if (awaited === null || atMost === undefined) return null;
  const words = wordsOf(awaited);
  return {
    cursor: step,
    id: stepId(step, nameOf(awaited)),
    lists: [timeout],
    ends: false,
    build: (base, [entry = base.next]) => {
      return { kind: 'wait', ...base, for: awaited, words, atMost, done: base.next, timeout: entry };
    },
  };
};

function nameOf(awaited: Condition): string | null {
  const [name, another] = namesIn(awaited);
  return name === undefined || another !== undefined ? null : derivedId('wait', name);
}

/** A milestone is awaited by its event; for anything else the condition is put into words. */
function wordsOf(awaited: Condition): string {
  return awaited.kind === 'completed' && awaited.is ? awaited.event : conditionWords(awaited);
}
