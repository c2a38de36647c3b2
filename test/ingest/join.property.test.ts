import fc from 'fast-check';
import type { User } from '../../domain/enrolment/user.ts';
import { day, minute, type Instant } from '../../domain/time/instant.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import { setClock } from '../support/clock.ts';
import { identify, monday, track, type SegmentMessage } from '../support/event.ts';
import { done, onEvent, programOf } from '../support/program.ts';
import { releaseOf } from '../support/release.ts';
import { freshName } from '../support/stack.ts';
import { waitFor } from '../support/steps.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';

const runs = process.env.USHER_PROPERTIES === 'full' ? 200 : 25;

const wait = waitFor(done('Profile Completed'), 'Profile Completed', { id: 'wait-profile', atMost: 9 * day });
const journeys = ['tours', 'tips'].map((journey) =>
  programOf([wait], { journey, enrol: [onEvent(`Asked for ${journey}`)] }),
);

let kept: TestStore;
let ingests: readonly Ingest[];

beforeAll(async () => {
  kept = await openTestStore();
  await kept.store.releases.publish(releaseOf(journeys), monday);
  const stores = [kept.store, await kept.another()];
  const clock = setClock(monday);
  ingests = stores.map((store) => createIngest({ store, temporal: absentTemporal, clock, onError: () => {} }));
});
afterAll(async () => {
  await Promise.all(ingests.map((ingest) => ingest.close()));
  await kept.close();
});

/** What one of two did who are one, or that they are: of few names and instants, so that they collide. */
interface Deed {
  readonly who: 'known' | 'anonymous' | 'both';
  readonly event: string | null;
  readonly plan: string;
  readonly device: string;
  readonly ago: number;
}

const deed: fc.Arbitrary<Deed> = fc.record({
  who: fc.constantFrom('known', 'anonymous', 'anonymous', 'both'),
  event: fc.constantFrom('Opened', '__proto__', 'Unsubscribed', 'Asked for tours', 'Asked for tips', null),
  plan: fc.constantFrom('free', 'team', 'pro'),
  device: fc.constantFrom('phone', 'tablet', 'desktop'),
  ago: fc.integer({ min: 0, max: 4 }),
});

/** At least one of them says that both are one. */
const told: fc.Arbitrary<Deed> = deed.map((each) => ({ ...each, who: 'both' }));

/** Who somebody is in a message, by what they did. */
type Ids = Readonly<Record<Deed['who'], SegmentMessage>>;

function messageOf(ids: Ids, messageId: string, { who, event, plan, device, ago }: Deed): SegmentMessage {
  const at: Instant = monday - ago * minute;
  const rest = { at, messageId, context: { device: { type: device } } };
  const message = event === null ? identify('', { plan }, rest) : track('', event, rest);
  return { ...message, userId: null, ...ids[who] };
}

/** How the messages come: in which order, how many at once, which of them again, and into which process. */
const arrival = fc.tuple(fc.array(deed, { maxLength: 9 }), told).chain(([deeds, joining]) => {
  const all = [...deeds, joining];
  return fc.record({
    deeds: fc.constant(all),
    order: fc.shuffledSubarray([...all.keys()], { minLength: all.length }),
    again: fc.subarray([...all.keys()]),
    burst: fc.integer({ min: 1, max: 6 }),
    ways: fc.array(fc.boolean(), { minLength: 2 * all.length, maxLength: 2 * all.length }),
  });
});

function openOf({ visits }: User): readonly string[] {
  return Object.entries(visits).flatMap(([course, { status }]) => (status === 'closed' ? [] : [course])).sort(); // prettier-ignore
}

it('any order, repetition and grouping of two users’ events and of what makes them one leaves the same user, in the same journeys', async () => {
  await fc.assert(
    fc.asyncProperty(arrival, async ({ deeds, order, again, burst, ways }) => {
      const [one, name] = [freshName('bo'), freshName('di')];
      const alone = { userId: one };
      for (const [id, each] of deeds.entries())
        await ingests[0]!.take(messageOf({ known: alone, anonymous: alone, both: alone }, `${one}-${id}`, each));
      const [userId, anonymousId] = [name, `device-${name}`];
      const ids = { known: { userId }, anonymous: { anonymousId }, both: { userId, anonymousId } };
      const sent = [...order, ...again];
      while (sent.length > 0) {
        const together = sent.splice(0, burst);
        await Promise.all(together.map((id) => ingests[Number(ways.at(sent.length + id) ?? 0)]!.take(messageOf(ids, `${name}-${id}`, deeds[id]!)))); // prettier-ignore
      }
      const [expected, user] = await Promise.all([kept.store.users.read(one), kept.store.users.read(name)]);
      expect({ ...user.profile, user: '' }).toEqual({ ...expected.profile, user: '' });
      expect(openOf(user)).toEqual(openOf(expected));
      const source = `anonymous:${anonymousId}`;
      expect(user.aliases).toEqual([source]);
      const left = await kept.db.collection('users').findOne({ _id: source as never });
      expect(left).toEqual({ _id: source, revision: expect.any(Number) as number, mergedInto: { into: name, at: expect.any(Number) as number } }); // prettier-ignore
      expect((await kept.store.events.of([name, source])).length).toBe(deeds.length);
    }),
    { numRuns: runs },
  );
});
