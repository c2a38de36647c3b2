import type { Condition } from '../../../domain/condition/condition.ts';
import { Branch, Case } from '../../../domain/journey/steps/schema.ts';
import { checkKeys } from '../../read/check.ts';
import type { Cursor } from '../../read/cursor.ts';
import { type Compiled, type Compiler, type Draft, listEnds, listPauses } from '../compiler.ts';
import { readCondition } from '../read-condition.ts';
import { namesIn, stepId } from '../step-id.ts';

interface CaseDraft {
  readonly when: Condition | null;
  readonly words: string;
  readonly steps: readonly Draft[];
}

/** `branch: [{ when, steps }, …, { otherwise }]`: a journey's only branch is called so; a second one needs an id. */
export function branch(step: Cursor, compiler: Compiler): Compiled | null {
  checkKeys(Branch, step);
  const list = step.at('branch').items();
  if (list.length === 0) return null;
  const cases = list.map((each, index) => compileCase(each, compiler, index === list.length - 1));
  const id = stepId(step, 'branch');
  const drafts = cases.filter((each) => each !== null);
  if (drafts.length < cases.length) return null;
  if (!list.some(hasSteps)) {
    return step.at('branch').refuse('STEP_IDLE', 'found no step in any case, expected at least one', 'key');
  }
  const complete = drafts.at(-1)?.when === null;
  return {
    cursor: step,
    id,
    lists: drafts.map(({ steps }) => steps),
    ends: complete && drafts.every(({ steps }) => listEnds(steps)),
    pauses: complete && drafts.every(({ steps }) => listPauses(steps) || listEnds(steps)),
    build: (base, entries) => {
      const built = drafts.map(({ when, words }, index) => ({ when, words, to: entries[index] ?? base.next }));
      return { kind: 'branch', ...base, cases: built };
    },
  };
}

/** Whether anything was written there, be it right or wrong. */
function hasSteps(cursor: Cursor): boolean {
  return ['steps', 'otherwise'].some((key) => cursor.at(key).items().length > 0);
}

function compileCase(cursor: Cursor, compiler: Compiler, last: boolean): CaseDraft | null {
  const keys = checkKeys(Case, cursor);
  if (keys === null) return null;
  const otherwise = cursor.at('otherwise').value !== undefined;
  const steps = compiler.steps(cursor.at(otherwise ? 'otherwise' : 'steps'));
  if (otherwise) return compileOtherwise(cursor, steps, last);
  const when = readCondition(cursor.at('when'), compiler.vocabulary);
  const missing = ['when', 'steps'].find((key) => cursor.at(key).value === undefined);
  if (missing !== undefined) {
    return cursor.refuse('KEY_MISSING', `"${missing}" is missing; expected when and steps, or otherwise`, 'key');
  }
  return when === null ? null : { when, words: keys.id ?? namesIn(when).join(', '), steps };
}

function compileOtherwise(cursor: Cursor, steps: readonly Draft[], last: boolean): CaseDraft | null {
  const beside = ['when', 'steps'].find((key) => cursor.at(key).value !== undefined);
  if (beside !== undefined) {
    return cursor
      .at(beside)
      .refuse('VALUE_INVALID', `found "${beside}" beside "otherwise", expected one or the other`, 'key');
  }
  if (!last) return cursor.refuse('STEP_UNREACHABLE', 'found "otherwise" before other cases, expected it last', 'key');
  return { when: null, words: 'otherwise', steps };
}
