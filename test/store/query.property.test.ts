import fc from 'fast-check';
import { toQuery } from '../../domain/condition/query.ts';
import { holds } from '../../domain/condition/holds.ts';
import type { Condition } from '../../domain/condition/condition.ts';
import { receive } from '../../domain/enrolment/receive.ts';
import { changed, factsOf, newUser, type User } from '../../domain/enrolment/user.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import type { Release } from '../../domain/release/release.ts';
import { minute, type Instant } from '../../domain/time/instant.ts';
import { userLayout } from '../../store/user-layout.ts';
import { condition, did } from '../domain/condition/arbitrary-condition.ts';
import { known, past } from '../domain/condition/arbitrary-user.ts';
import { bruteForce, type Done } from '../domain/condition/brute-force.ts';
import { events } from '../domain/condition/pools.ts';
import { runs } from '../domain/condition/runs.ts';
import { now, parsed, vocabulary } from '../domain/condition/workspace.ts';
import { eventOf } from '../support/event.ts';
import type { Known } from '../support/facts.ts';
import { releaseOf } from '../support/release.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

/** What a user has told and done: facts in two pieces, the newer of which stays, and events, some many times. */
interface Past {
  readonly facts: readonly [Known, Known];
  readonly done: readonly (readonly [event: string, at: Instant])[];
}

const deed = fc.tuple(fc.constantFrom(...events), past);
const history: fc.Arbitrary<Past> = fc.record({
  facts: fc.tuple(known(true), known(true)),
  done: fc.array(deed, { maxLength: 90, size: 'max' }),
});
/** A condition as authored; where it is a `did` alone, that. */
interface Asked {
  readonly raw: JsonObject;
  readonly did: JsonObject | null;
}

const asked: fc.Arbitrary<Asked> = fc.oneof(
  condition(true).map((raw) => ({ raw, did: null })),
  fc.oneof(did(25), did(22, ['1d', '3d'])).map((each) => ({ raw: { did: each }, did: each })),
);
const round = fc.tuple(
  fc.array(history, { minLength: 30, maxLength: 30, size: 'max' }),
  fc.array(asked, { minLength: 20, maxLength: 20, size: 'max' }),
);

let kept: TestStore;
beforeAll(async () => (kept = await openTestStore()));
afterAll(() => kept.close());

/** A release that asks all of the conditions. */
function releaseAsking(conditions: readonly Condition[]): Release {
  const { content } = releaseOf([]);
  const segments = Object.fromEntries(conditions.map((each, index) => [`s${index}`, each]));
  return { id: freshName('release'), content: { ...content, traits: vocabulary.traits, segments } };
}

/** The user of whom the events have come one by one. */
function folded(id: string, { facts, done }: Past, release: Release): User {
  const told = facts.map((each, index) => identified(id, each, now - (index + 1) * minute));
  const deeds = done.map(([name, at]) => eventOf(id, name, { at, receivedAt: now }));
  const user = [...told, ...deeds].reduce(
    (before, event) => receive(before, event, { release, at: now }).user,
    newUser(id),
  );
  return changed(user, { arms: facts[0].arms ?? {}, applied: [] });
}

function identified(id: string, { traits = {}, context = {} }: Known, at: Instant): UserEvent {
  const { device, app_version: version } = context;
  const said = { ...(device != null && { device: { type: device } }), ...(version != null && { app: { version } }) };
  return eventOf(id, null, { at, receivedAt: now, traits, context: said });
}

/** For whom a `did` holds, by counting every event that has come. */
function counted(raw: JsonObject, pasts: readonly Past[], users: readonly User[]): readonly string[] {
  const times = ({ done }: Past): Done =>
    Object.fromEntries(events.map((name) => [name, done.filter(([each]) => each === name).map(([, at]) => at)]));
  return pasts.flatMap((each, index) => (bruteForce(raw, times(each)) ? [users[index]!.id] : []));
}

describe('a query for users as they are stored', () => {
  it('finds exactly those for whom the condition holds in memory, with what was folded from their events', async () => {
    const { store, db } = kept;
    const stored = db.collection<{ _id: string }>('users');
    const check = async ([pasts, all]: readonly [readonly Past[], readonly Asked[]]): Promise<void> => {
      const conditions = all.map(({ raw }) => parsed(raw));
      const release = releaseAsking(conditions);
      await store.releases.publish(release, now);
      await stored.deleteMany({});
      const users = pasts.map((each, index) => folded(`u${String(index).padStart(2, '0')}`, each, release));
      await Promise.all(users.map((user) => store.users.write(user, now)));
      for (const [index, { raw, did: alone }] of all.entries()) {
        const meant = conditions[index]!;
        const expected = users.filter((user) => holds(meant, factsOf(user), now)).map(({ id }) => id);
        if (alone !== null) expect({ raw, expected }).toEqual({ raw, expected: counted(alone, pasts, users) });
        const found = await stored
          .find(toQuery(meant, now, userLayout))
          .sort({ _id: 1 })
          .toArray();
        expect({ raw, found: found.map(({ _id }) => _id) }).toEqual({ raw, found: expected });
      }
    };
    // Without shrinking: the condition is in the message, and every further try costs 50 round trips.
    await fc.assert(fc.asyncProperty(round, check), { numRuns: runs(2, 20), endOnFailure: true });
  }, 300_000);
});
