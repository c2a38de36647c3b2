import fc from 'fast-check';
import { compileCondition } from '../../../domain/condition/compile.ts';
import type { Condition } from '../../../domain/condition/condition.ts';
import { isContained } from '../../../domain/condition/contained/contained.ts';
import type { Facts } from '../../../domain/profile/facts.ts';
import { factsOf } from '../../support/facts.ts';
import { condition } from './arbitrary-condition.ts';
import { known } from './arbitrary-user.ts';
import { runs } from './runs.ts';
import { now, parsed, vocabulary } from './workspace.ts';

/** What profiles hold that obey their declarations: of these facts none is a list, nor lies within one. */
const isSingle = (path: string): boolean => {
  const [root = '', ...keys] = path.split('.');
  if (root !== 'traits') return true;
  return keys.length === 1 && vocabulary.traits[keys.join('.')]?.list === false;
};
const nothing = (): boolean => false;

function obeys(facts: Facts): boolean {
  const entries = Object.entries(facts.profile.traits);
  return entries.every(([name, value]) => !Array.isArray(value) || !isSingle(`traits.${name}`));
}

const people = fc.array(known(true).map(factsOf), { minLength: 60, maxLength: 60, size: 'max' });
/** Many conditions over few facts: of two drawn at random one is seldom contained in the other. */
const conditions = fc.array(condition(true), { minLength: 14, maxLength: 14, size: 'max' });

/** Every pair, and every one in two others; which are said to be contained. */
function check(raw: readonly Condition[], everybody: readonly Facts[], single: (path: string) => boolean): number {
  const all = raw.map((each) => ({ each, holds: compileCondition(each) }));
  let said = 0;
  for (const [index, inner] of all.entries()) {
    for (const others of [...all.map((one) => [one]), [all[0]!, all.at(-1)!], []]) {
      if (others.includes(inner)) continue;
      if (!isContained(inner.each, others.map(({ each }) => each), single)) continue; // prettier-ignore
      said += 1;
      const wrong = everybody.find(
        (facts) => inner.holds(facts, now) && !others.some(({ holds }) => holds(facts, now)),
      );
      expect({ index, inner: inner.each, others: others.map(({ each }) => each), wrong }).toMatchObject({ wrong: undefined }); // prettier-ignore
    }
  }
  return said;
}

describe('what is said to be contained', () => {
  it('is: nobody meets the condition and none of the others, whatever is known of them', () => {
    let said = 0;
    fc.assert(
      fc.property(conditions, people, (raw, everybody) => {
        said += check(raw.map((each) => parsed(each)), everybody, nothing); // prettier-ignore
      }),
      { numRuns: runs(60, 2_000) },
    );
    // Or nothing was tried.
    expect(said).toBeGreaterThan(50);
  });

  it('is, too, where facts are known to be single and are', () => {
    let said = 0;
    fc.assert(
      fc.property(conditions, people, (raw, everybody) => {
        said += check(raw.map((each) => parsed(each)), everybody.filter(obeys), isSingle); // prettier-ignore
      }),
      { numRuns: runs(60, 2_000) },
    );
    expect(said).toBeGreaterThan(50);
  });
});
