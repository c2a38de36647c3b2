import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { compileCondition } from '../../../domain/condition/compile.ts';
import { toQuery } from '../../../domain/condition/query.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { factsOf } from '../../support/facts.ts';
import { sharedStack } from '../../support/stack.ts';
import { did } from './arbitrary-condition.ts';
import { past } from './arbitrary-user.ts';
import { bruteForce, type Done } from './brute-force.ts';
import { events } from './pools.ts';
import { runs } from './runs.ts';
import { layout, storedUser } from './stored-user.ts';
import { now, parsed } from './workspace.ts';

const done: fc.Arbitrary<Done> = fc.record(
  Object.fromEntries(events.map((event) => [event, fc.array(past, { maxLength: 40, size: 'max' })])),
);

const conditions = fc.oneof(did(4), did(25), did(22, ['1d', '3d']));

describe('did', () => {
  it('holds in memory exactly when counting every event says so', () => {
    fc.assert(
      fc.property(conditions, done, (raw, at) => {
        return compileCondition(parsed({ did: raw }))(factsOf({ events: at }), now) === bruteForce(raw, at);
      }),
      { numRuns: runs(5_000, 50_000) },
    );
  }, 120_000);

  describe('as a query', () => {
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

    it('finds exactly the users of whom counting every event says so', async () => {
      const users = client.db(database).collection<{ _id: number }>('users');
      const round = fc.tuple(
        fc.array(done, { minLength: 30, maxLength: 30, size: 'max' }),
        fc.array(conditions, { minLength: 20, maxLength: 20, size: 'max' }),
      );
      const check = async ([histories, asked]: readonly [readonly Done[], readonly JsonObject[]]): Promise<void> => {
        await users.deleteMany({});
        await users.insertMany(histories.map((at, index) => ({ _id: index, ...storedUser(factsOf({ events: at })) })));
        for (const raw of asked) {
          const expected = histories.flatMap((at, index) => (bruteForce(raw, at) ? [index] : []));
          const found = await users
            .find(toQuery(parsed({ did: raw }), now, layout))
            .sort({ _id: 1 })
            .toArray();
          expect({ raw, found: found.map(({ _id }) => _id) }).toEqual({ raw, found: expected });
        }
      };
      // Without shrinking: the condition is in the message, and every further try costs 22 round trips.
      await fc.assert(fc.asyncProperty(round, check), { numRuns: runs(2, 20), endOnFailure: true });
    }, 120_000);
  });
});
