import fc from 'fast-check';
import sift from 'sift';
import { compileCondition } from '../../../domain/condition/compile.ts';
import { toQuery } from '../../../domain/condition/query.ts';
import { factsOf } from '../../support/facts.ts';
import { condition } from './arbitrary-condition.ts';
import { known } from './arbitrary-user.ts';
import { runs } from './runs.ts';
import { layout, storedUser } from './stored-user.ts';
import { now, parsed } from './workspace.ts';

/** sift is no judge of lists inside lists, nor of orders against null: see deviations.ts. */
const oddities = false;

describe('a condition in memory', () => {
  it('says what sift says of its query over the stored user', () => {
    fc.assert(
      fc.property(condition(oddities), known(oddities), (raw, facts) => {
        const meant = parsed(raw);
        const user = factsOf(facts);
        const found = sift.default(toQuery(meant, now, layout))(storedUser(user));
        return compileCondition(meant)(user, now) === found;
      }),
      { numRuns: runs(5_000, 100_000) },
    );
  }, 300_000);
});
