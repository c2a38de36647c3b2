import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { compileCondition } from '../../../domain/condition/compile.ts';
import { reasonsOf } from '../../../domain/condition/explain.ts';
import { nextFlip } from '../../../domain/condition/flip.ts';
import { toQuery } from '../../../domain/condition/query.ts';
import type { Vocabulary } from '../../../domain/condition/vocabulary.ts';
import type { Json, JsonObject } from '../../../domain/json.ts';
import { apply, newProfile } from '../../../domain/profile/apply.ts';
import type { Facts } from '../../../domain/profile/facts.ts';
import { countingOf } from '../../../domain/release/counting.ts';
import { day, hour, type Instant } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';
import { sharedStack } from '../../support/stack.ts';
import { someEvents } from '../profile/arbitrary-events.ts';
import { content, features, named } from '../profile/derived-content.ts';
import { runs } from './runs.ts';
import { layout, storedUser } from './stored-user.ts';
import { parsed } from './workspace.ts';

const vocabulary: Vocabulary = {
  zone: content.settings.zone,
  traits: { signedUpAt: { type: 'date', list: false }, plan: { type: 'string', list: false } },
  context: {},
  milestones: {},
  segments: {},
  experiments: {},
  features,
  named: Object.keys(named),
};

/** In the midst of the events' days, so that some dates are to come. */
const now = monday + 12 * day;

const users: fc.Arbitrary<Facts> = someEvents(30, 20).map((events) => ({
  profile: events
    .filter(({ timestamp }) => timestamp <= now)
    .reduce((profile, event) => apply(profile, event, countingOf(content)), newProfile('bo')),
  arms: {},
}));

const behind = (key: string, value: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> =>
  value.map((each): JsonObject => ({ [key]: each }));

const order = fc.constantFrom('$gt', '$gte', '$lt', '$lte');

function numbers(number: fc.Arbitrary<number>, more: readonly fc.Arbitrary<Json>[] = []): fc.Arbitrary<Json> {
  const lists = fc.array(number, { minLength: 1, maxLength: 3 });
  const each = [
    order.chain((key) => behind(key, number)),
    fc.constantFrom('$eq', '$ne').chain((key) => behind(key, number)),
    fc.constantFrom('$in', '$nin').chain((key) => behind(key, lists)),
  ];
  return fc.oneof<fc.Arbitrary<Json>[]>(number, ...each, ...more);
}

const missing: readonly fc.Arbitrary<Json>[] = [
  behind('$exists', fc.boolean()),
  behind('$not', behind('$gte', fc.nat(3))),
  fc.constant(null),
  behind('$ne', fc.constant(null)),
];
const days = numbers(fc.integer({ min: -4, max: 12 }), missing);
const times = numbers(fc.nat(8));
const texts = fc.oneof<fc.Arbitrary<Json>[]>(
  fc.constantFrom('a', 'b', 'Read', 'Invited'),
  behind('$in', fc.constant(['a', 'Read'])),
  behind('$ne', fc.constantFrom('b', null)),
);

const clauses: fc.Arbitrary<JsonObject> = fc.oneof(
  behind('features.days_since_sign_up', days),
  behind('features.visits', times),
  behind('features.reading_days', times),
  behind('features.sessions', times),
  behind('features.all_sessions', times),
  behind('features.topic', texts),
  behind('features.habit', texts),
  behind('features.hour', numbers(fc.nat(23), missing)),
  behind('features.progress', numbers(fc.constantFrom(0, 1 / 3, 0.5, 1), missing)),
  behind('features.hours_to_import', numbers(fc.constantFrom(0, 1, 24, 48), missing)),
  behind(
    'did',
    fc.record({ event: fc.constantFrom('quick-invite', 'plan-changed'), times, within: fc.constantFrom('2d', '7d') }),
  ),
);
const conditions: fc.Arbitrary<JsonObject> = fc.oneof(
  { weight: 5, arbitrary: clauses },
  { weight: 1, arbitrary: behind('$or', fc.tuple(clauses, clauses)) },
  { weight: 1, arbitrary: behind('$nor', fc.tuple(clauses, clauses)) },
);

describe('a condition on features', () => {
  let client: MongoClient;
  let database: string;

  beforeAll(async () => {
    const { mongo } = await sharedStack();
    client = new MongoClient(mongo.uri);
    database = mongo.database;
  });

  afterAll(async () => {
    await client.db(database).dropDatabase();
    await client.close();
  });

  it('finds in the database exactly the users for whom it holds in memory', async () => {
    const stored = client.db(database).collection<{ _id: number }>('users');
    const round = fc.tuple(
      fc.array(users, { minLength: 40, maxLength: 40, size: 'max' }),
      fc.array(conditions, { minLength: 20, maxLength: 20, size: 'max' }),
    );
    const check = async ([known, raws]: readonly [readonly Facts[], readonly JsonObject[]]): Promise<void> => {
      await stored.deleteMany({});
      await stored.insertMany(known.map((user, index) => ({ _id: index, ...storedUser(user, vocabulary) })));
      for (const raw of raws) {
        const meant = parsed(raw, vocabulary);
        const holds = compileCondition(meant);
        const expected = known.flatMap((user, index) => (holds(user, now) ? [index] : []));
        const found = await stored
          .find(toQuery(meant, now, layout))
          .sort({ _id: 1 })
          .toArray();
        expect({ raw, found: found.map(({ _id }) => _id) }).toEqual({ raw, found: expected });
      }
    };
    await fc.assert(fc.asyncProperty(round, check), { numRuns: runs(2, 20), endOnFailure: true });
  }, 300_000);

  it('flips next at the first instant after now at which its value differs', () => {
    fc.assert(
      fc.property(conditions, users, (raw, user) => {
        const meant = parsed(raw, vocabulary);
        const holds = compileCondition(meant);
        const first = instantsOf(user).find((instant) => holds(user, instant) !== holds(user, now)) ?? null;
        return nextFlip(meant, user, now) === first;
      }),
      { numRuns: runs(300, 10_000) },
    );
  }, 300_000);

  it('has words for every user', () => {
    fc.assert(
      fc.property(clauses, users, (raw, user) => {
        const [words, ...others] = reasonsOf(parsed(raw, vocabulary), user, now);
        const feature = Object.keys(raw)[0]?.replace('features.', '') ?? '';
        expect(others).toEqual([]);
        if (feature !== 'did') expect(words).toContain(feature);
      }),
      { numRuns: runs(200, 2_000) },
    );
  }, 120_000);
});

/** Every instant after now at which something asked here can change: whole days after a date, windows after an event. */
function instantsOf({ profile }: Facts): readonly Instant[] {
  const { signedUpAt } = profile.traits;
  const date = typeof signedUpAt === 'string' ? [Date.parse(signedUpAt)] : [];
  const dates = date.flatMap((at) => Array.from({ length: 20 }, (_, index) => at + (index - 5) * day));
  const hours = Array.from({ length: 20 * 24 }, (_, index) => monday + index * hour);
  const windows = hours.flatMap((at) => [2, 7, 14].map((length) => at + length * day + 1));
  return [...new Set([...dates, ...windows])].filter((at) => at > now).sort((a, b) => a - b);
}
