import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { compileCondition } from '../../../domain/condition/compile.ts';
import { toQuery } from '../../../domain/condition/query.ts';
import { factsOf, type Known } from '../../support/facts.ts';
import { sharedStack } from '../../support/stack.ts';
import { condition } from './arbitrary-condition.ts';
import { known } from './arbitrary-user.ts';
import { runs } from './runs.ts';
import { layout, storedUser } from './stored-user.ts';
import { now, parsed } from './workspace.ts';

/** A round asks every condition of all users at once: 50 × 20 = 1,000 pairs for 20 queries. */
const round = fc.tuple(
  fc.array(known(true), { minLength: 50, maxLength: 50, size: 'max' }),
  fc.array(condition(true), { minLength: 20, maxLength: 20, size: 'max' }),
);

describe('a condition as a query', () => {
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
    const check = async ([known, conditions]: readonly [readonly Known[], readonly unknown[]]): Promise<void> => {
      const users = known.map(factsOf);
      await stored.deleteMany({});
      await stored.insertMany(users.map((user, index) => ({ _id: index, ...storedUser(user) })));
      for (const raw of conditions) {
        const meant = parsed(raw);
        const holds = compileCondition(meant);
        const expected = users.flatMap((user, index) => (holds(user, now) ? [index] : []));
        const found = await stored
          .find(toQuery(meant, now, layout))
          .sort({ _id: 1 })
          .toArray();
        expect({ raw, found: found.map(({ _id }) => _id) }).toEqual({ raw, found: expected });
      }
    };
    // Without shrinking: the condition is in the message, and every further try costs 22 round trips.
    await fc.assert(fc.asyncProperty(round, check), { numRuns: runs(2, 20), endOnFailure: true });
  }, 300_000);
});
