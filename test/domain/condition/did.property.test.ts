import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { compileCondition } from '../../../domain/condition/compile.ts';
import { toQuery } from '../../../domain/condition/query.ts';
import type { Json, JsonObject } from '../../../domain/json.ts';
import { parseDuration } from '../../../domain/time/duration.ts';
import { day, type Instant } from '../../../domain/time/instant.ts';
import { factsOf } from '../../support/facts.ts';
import { sharedStack } from '../../support/stack.ts';
import { did } from './arbitrary-condition.ts';
import { past } from './arbitrary-user.ts';
import { events } from './pools.ts';
import { runs } from './runs.ts';
import { layout, storedUser } from './stored-user.ts';
import { now, parsed } from './workspace.ts';

type Done = Readonly<Record<string, readonly Instant[]>>;

const done: fc.Arbitrary<Done> = fc.record(
  Object.fromEntries(events.map((event) => [event, fc.array(past, { maxLength: 40, size: 'max' })])),
);

const passes: Readonly<Record<string, (count: number, operand: Json) => boolean>> = {
  $eq: (count, operand) => count === operand,
  $ne: (count, operand) => count !== operand,
  $gt: (count, operand) => count > Number(operand),
  $gte: (count, operand) => count >= Number(operand),
  $lt: (count, operand) => count < Number(operand),
  $lte: (count, operand) => count <= Number(operand),
  $in: (count, operand) => (operand as number[]).includes(count),
  $nin: (count, operand) => !(operand as number[]).includes(count),
};

/** Counts all events one by one. */
function bruteForce(raw: JsonObject, at: Done): boolean {
  const { event, times = { $gte: 1 }, within } = raw as { event: string; times?: Json; within?: string };
  const tests = typeof times === 'object' ? (times as JsonObject) : { $eq: times };
  const start = within === undefined ? -Infinity : now - (parseDuration(within) ?? 0);
  const since = asksBeyond20(tests) ? Math.floor(start / day) * day : start;
  const count = (at[event] ?? []).filter((instant) => instant >= since).length;
  return Object.entries(tests).every(([operator, operand]) => passes[operator]?.(count, operand));
}

/** Whether some number of times beyond 20 gives another answer than 20 times: then whole days are counted. */
function asksBeyond20(tests: JsonObject): boolean {
  const answer = (count: number): boolean =>
    Object.entries(tests).every(([operator, operand]) => passes[operator]?.(count, operand));
  return Array.from({ length: 30 }, (_, index) => 21 + index).some((count) => answer(count) !== answer(20));
}

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
