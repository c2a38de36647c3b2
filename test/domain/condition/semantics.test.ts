import { readFileSync } from 'node:fs';
import { MongoClient, type Collection } from 'mongodb';
import sift from 'sift';
import { compileCondition } from '../../../domain/condition/compile.ts';
import type { Filter } from '../../../domain/condition/layout.ts';
import { toQuery } from '../../../domain/condition/query.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { factsOf } from '../../support/facts.ts';
import { sharedStack } from '../../support/stack.ts';
import { deviations, type Judge } from './deviations.ts';
import { layout, storedUser } from './stored-user.ts';
import { now, parsed } from './workspace.ts';

interface Case {
  readonly says: string;
  readonly traits: JsonObject;
  readonly filter: JsonObject;
  readonly holds: boolean;
}

const cases = JSON.parse(readFileSync(new URL('./semantics.cases.json', import.meta.url), 'utf8')) as Case[];

/** Rows that MongoDB can be asked as they are written: none of our own operators, no type that it does not know. */
const ours = /\$(starts|ends|contains|ago|ahead)|createdAt|trialEndsAt|visits|build/;
const native = cases.filter(({ filter }) => !ours.test(JSON.stringify(filter)));

/** Whether a judge finds the row's user: as the manual says, unless the row is listed as a deviation. */
const finds = (judge: Judge, { says, holds }: Case): boolean => deviations[judge].includes(says) !== holds;

describe('what a condition means, as MongoDB’s manual has it', () => {
  it.each(cases)('in memory: $says', ({ filter, traits, holds }) => {
    expect(compileCondition(parsed(filter))(factsOf({ traits }), now)).toBe(holds);
  });

  it.each(cases)('our query, to sift: $says', (row) => {
    const found = sift.default(toQuery(parsed(row.filter), now, layout))(storedUser(factsOf({ traits: row.traits })));
    expect(found).toBe(finds('siftAskedOurs', row));
  });

  it.each(native)('as authored, to sift: $says', (row) => {
    expect(sift.default(row.filter)({ traits: row.traits })).toBe(finds('siftAskedAuthored', row));
  });

  describe('in the database', () => {
    let client: MongoClient;
    let users: Collection<{ _id: string }>;

    beforeAll(async () => {
      const { mongo } = await sharedStack();
      client = new MongoClient(mongo.uri);
      users = client.db(mongo.database).collection('users');
      await users.insertMany(
        cases.map(({ says, traits }) => ({ _id: says, ...storedUser(factsOf({ traits })), traits })),
      );
    });

    afterAll(async () => {
      await users.drop();
      await client.close();
    });

    const ask = async ({ says }: Case, query: Filter): Promise<boolean> =>
      (await users.countDocuments({ $and: [{ _id: says }, query] })) === 1;

    it.each(cases)('our query: $says', async (row) => {
      expect(await ask(row, toQuery(parsed(row.filter), now, layout))).toBe(finds('serverAskedOurs', row));
    });

    it.each(native)('as authored: $says', async (row) => {
      expect(await ask(row, row.filter)).toBe(finds('serverAskedAuthored', row));
    });
  });
});
