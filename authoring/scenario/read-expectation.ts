import type { Expectation } from '../../domain/scenario/scenario.ts';
import type { Scenario as Entry } from '../../domain/scenario/schema.ts';
import type { Cursor } from '../read/cursor.ts';
import { readMoment, type Times } from './read-moment.ts';

/** What is expected of a scenario, with its times read; what is not said is null. */
export function readExpectation(cursor: Cursor, expect: Entry['expect'], times: Times): Expectation {
  const nudges = expect.nudges?.map(({ send, locale }, index) => {
    const at = readMoment(cursor.at('nudges', index, 'at'), times);
    return { template: send, at, locale: locale?.toLowerCase() ?? null };
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
