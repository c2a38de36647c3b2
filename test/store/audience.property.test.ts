import fc from 'fast-check';
import { holds } from '../../domain/condition/holds.ts';
import type { Condition } from '../../domain/condition/condition.ts';
import { changed, factsOf, newUser, type User } from '../../domain/enrolment/user.ts';
import { outlineOf, type Outline } from '../../domain/segment/outline.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Release } from '../../domain/release/release.ts';
import { encodeKeys } from '../../store/encode.ts';
import { comparablesOf } from '../../store/user-layout.ts';
import { condition } from '../domain/condition/arbitrary-condition.ts';
import { known } from '../domain/condition/arbitrary-user.ts';
import { runs } from '../domain/condition/runs.ts';
import { now, parsed, vocabulary } from '../domain/condition/workspace.ts';
import { factsOf as factsKnown } from '../support/facts.ts';
import { releaseOf } from '../support/release.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

/** So many users that a count which is a little wrong is seen. */
const usersAsked = 2_000;
const conditions = fc.array(condition(true), { minLength: 12, maxLength: 12, size: 'max' });

let kept: TestStore;
let users: readonly User[];

beforeAll(async () => {
  kept = await openTestStore();
  const drawn = fc.sample(known(true), { numRuns: usersAsked, seed: 7 });
  users = drawn.map((each, index) => {
    const { profile, arms } = factsKnown(each);
    return changed(newUser(`u${index}`), { profile, arms });
  });
  // As the store writes them, in one go.
  const declaring = { settings: { zone: vocabulary.zone }, traits: vocabulary.traits };
  await kept.db.collection<{ _id: string }>('users').insertMany(
    users.map(({ id, profile, arms }) => {
      return { _id: id, revision: 1, ...encodeKeys({ profile, arms, comparable: comparablesOf(profile, declaring) }) };
    }),
  );
}, 120_000);
afterAll(() => kept.close());

function releaseAsking(all: readonly Condition[]): Release {
  const { content } = releaseOf([]);
  const segments = Object.fromEntries(all.map((each, index) => [`s${index}`, each]));
  return { id: `r${JSON.stringify(segments).length}`, content: { ...content, traits: vocabulary.traits, segments } };
}

const inMemory = (each: Condition): number => users.filter((user) => holds(each, factsOf(user), now)).length;

describe('the audience of a condition', () => {
  it(`counted by the database, with its facts indexed, is that of all ${usersAsked} users asked one by one`, async () => {
    const check = async (raw: readonly JsonObject[]): Promise<void> => {
      const all = raw.map((each) => parsed(each));
      await kept.store.releases.publish(releaseAsking(all), now);
      for (const [index, each] of all.entries()) {
        const counted = await kept.store.audience.count(each, now);
        expect({ raw: raw[index], counted }).toEqual({ raw: raw[index], counted: inMemory(each) });
      }
    };
    // Without shrinking: the condition is in the message.
    await fc.assert(fc.asyncProperty(conditions, check), {
      numRuns: runs(2, 40),
      endOnFailure: true,
      // Nothing in an element of a list, which an index of the embedded server does not know.
      examples: [
        [[{ 'traits.company.tags': { $lt: 'a', $all: [null] } }, { 'traits.company.tags': { $in: [null, 'b'] } }]],
      ],
    });
  }, 600_000);
});

describe('the outline of a condition', () => {
  const holdsAll = ({ clauses, together }: Outline, holding: (each: Condition) => boolean): boolean => {
    const each = clauses.map(({ condition: clause }) => holding(clause));
    if (together === 'all') return each.every(Boolean);
    return together === 'any' ? each.some(Boolean) : !each.some(Boolean);
  };

  it('says what the condition says, and so far at its end all of it', () => {
    fc.assert(
      fc.property(condition(true), fc.nat(usersAsked - 1), (raw, index) => {
        const whole = parsed(raw);
        const holding = (each: Condition): boolean => holds(each, factsOf(users[index]!), now);
        const outline = outlineOf(whole);
        const ends = outline.clauses.at(-1)?.soFar ?? whole;
        expect([holdsAll(outline, holding), holding(ends)]).toEqual([holding(whole), holding(whole)]);
      }),
      { numRuns: runs(500, 5_000) },
    );
  });
});
