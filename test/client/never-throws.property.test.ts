import fc from 'fast-check';
import { createUsher } from '../../client/index.ts';
import type { Release } from '../../domain/release/release.ts';
import type { Store } from '../../store/index.ts';
import { factsOf } from '../support/facts.ts';
import { releaseOf } from '../support/release.ts';
import { itemsOf, ruleOf, slotOf, slotsOf, traitIs } from '../support/slots.ts';

const release = releaseOf([], {
  slots: slotsOf(slotOf('card', [ruleOf('team', { when: traitIs('plan', 'team') })], { fallback: 'safe' })),
  items: itemsOf('team', 'safe'),
});
const known = { revision: 7, facts: factsOf({ traits: { plan: 'team' } }) };

/** What a part of a store does when it is asked: what it should, or anything else. */
const answers = <Value>(right: Value): fc.Arbitrary<() => Promise<Value>> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(() => Promise.resolve(right)) },
    fc.constant(() => Promise.reject(new Error('connection reset'))),
    fc.constant(() => new Promise<never>(() => {})),
    fc.constant(() => {
      throw new TypeError('not connected');
    }),
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever a driver may do
    fc.constant(() => Promise.reject('a text')),
    fc.anything().map((value) => () => Promise.resolve(value as Value)),
  );

/** A release of which a part is gone. */
const torn = fc
  .constantFrom('slots', 'items', 'templates', 'experiments', 'policy', 'settings')
  .map((part): Release => ({ ...release, content: { ...release.content, [part]: undefined } }));

describe('decide', () => {
  it('gives an answer whatever its store does, and a fallback says why', async () => {
    const stores = fc.record({
      current: fc.oneof(
        answers<Release | null>(release),
        torn.map((each) => () => Promise.resolve(each)),
      ),
      read: answers<typeof known | null>(known),
      revision: answers(7),
      record: answers(true),
    });
    const property = fc.asyncProperty(stores, fc.integer({ min: 1, max: 3 }), async (doors, asks) => {
      const store = {
        releases: { current: doors.current },
        facts: { read: doors.read, revision: doors.revision, onWrite: () => () => {} },
        showings: { record: doors.record },
        exposures: { recordOnce: doors.record },
      } as unknown as Store;
      const usher = createUsher({ store, deadline: 5 });
      for (let ask = 0; ask < asks; ask++) {
        const { card } = await usher.decide({ user: 'bo', slots: ['card'] });
        if (card?.source === 'fallback') expect(card.because.join('')).not.toBe('');
        else expect(card?.items.map(({ item }) => item)).toEqual(['team']);
      }
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
