import type { Expectation } from '../../domain/scenario/scenario.ts';
import type { Scenario as Entry } from '../../domain/scenario/schema.ts';
import { templateOf } from '../../domain/slot/slot.ts';
import type { Cursor } from '../read/cursor.ts';
import { readMoment, type Times } from './read-moment.ts';

const oneOf = 'found both or neither, expected one of send or show';

/** What is expected of a scenario, with its times read; what is not said is null. */
export function readExpectation(cursor: Cursor, expect: Entry['expect'], times: Times): Expectation {
  const nudges = expect.nudges?.map(({ send, show, locale }, index) => {
    const nudge = cursor.at('nudges', index);
    const at = readMoment(nudge.at('at'), times);
    if ((send === undefined) === (show === undefined)) nudge.refuse('VALUE_INVALID', oneOf, 'key');
    return { template: send ?? templateOf(show ?? ''), at, locale: locale?.toLowerCase() ?? null };
  });
  return {
    nudges: nudges ?? null,
    never: expect.never ?? [],
    path: expect.path ?? null,
    reasons: expect.reasons ?? {},
    skipped: expect.skipped ?? {},
    held: expect.held ?? {},
    outcome: expect.outcome ?? null,
    step: expect.step ?? null,
  };
}
