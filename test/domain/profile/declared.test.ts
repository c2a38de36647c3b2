import fc from 'fast-check';
import { checkTraits } from '../../../domain/profile/declared.ts';
import type { Declaration } from '../../../domain/condition/vocabulary.ts';
import type { Json, JsonObject } from '../../../domain/json.ts';

const one = (type: Declaration['type']): Declaration => ({ type, list: false });
const declarations = {
  plan: one('string'),
  age: one('number'),
  onboarded: one('boolean'),
  since: one('date'),
  build: one('version'),
  tags: { type: 'string', list: true },
  'company.size': one('number'),
} as const;

describe('the type of a trait', () => {
  it.each<[string, JsonObject, string[]]>([
    ['a text', { plan: 'team' }, []],
    ['a number for a text', { plan: 5 }, ['traits.plan']],
    ['a list for one value', { plan: ['team'] }, ['traits.plan']],
    ['a text for a number', { age: '5' }, ['traits.age']],
    ['a text for a flag', { onboarded: 'yes' }, ['traits.onboarded']],
    ['a date', { since: '2026-03-01' }, []],
    ['milliseconds for a date', { since: 1_772_323_200_000 }, []],
    ['a number that is no date', { since: 1e300 }, ['traits.since']],
    ['a text that is no date', { since: 'yesterday' }, ['traits.since']],
    ['a version', { build: '1.2.3-beta' }, []],
    ['a number for a version', { build: 1.2 }, ['traits.build']],
    ['a list', { tags: ['a', null] }, []],
    ['one value for a list', { tags: 'a' }, ['traits.tags']],
    ['a list with another type in it', { tags: ['a', 1] }, ['traits.tags']],
    ['a mapping', { company: { size: 3, name: 'Acme' } }, []],
    ['a list of mappings', { company: [{ size: 3 }, { size: 'many' }] }, ['traits.company.size']],
    ['one value for a mapping', { company: 'Acme' }, ['traits.company']],
    ['nothing', { plan: null, company: null, company2: null }, []],
  ])('%s', (_, traits, wrong) => {
    expect(checkTraits(traits, declarations).wrong.map(({ path }) => path)).toEqual(wrong);
  });

  it('is looked at in anything that JSON can hold', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('plan', 'company', '__proto__', 'constructor'), fc.jsonValue()),
        (traits) => {
          const { wrong, undeclared } = checkTraits(traits as Record<string, Json>, declarations);
          return wrong.length + undeclared.length >= 0;
        },
      ),
    );
  });
});
