import fc from 'fast-check';
import type { Profile } from '../../domain/profile/profile.ts';
import { minute, type Instant } from '../../domain/time/instant.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import { setClock } from '../support/clock.ts';
import { identify, monday, track, type SegmentMessage } from '../support/event.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';

const runs = process.env.USHER_PROPERTIES === 'full' ? 400 : 40;

let kept: TestStore;
let ingests: readonly Ingest[];

beforeAll(async () => {
  kept = await openTestStore();
  const stores = [kept.store, await kept.another()];
  const clock = setClock(monday);
  ingests = stores.map((store) => createIngest({ store, temporal: absentTemporal, clock, onError: () => {} }));
});
afterAll(async () => {
  await Promise.all(ingests.map((ingest) => ingest.close()));
  await kept.close();
});

/** What a user did, before it belongs to one: of few names and instants, so that they collide. */
interface Deed {
  readonly event: string | null;
  readonly plan: string;
  readonly device: string;
  readonly ago: number;
}

const deed: fc.Arbitrary<Deed> = fc.record({
  event: fc.constantFrom('Opened', 'Clicked', '__proto__', null),
  plan: fc.constantFrom('free', 'team', 'pro'),
  device: fc.constantFrom('phone', 'tablet', 'desktop'),
  ago: fc.integer({ min: 0, max: 4 }),
});

function messageOf(user: string, { event, plan, device, ago }: Deed, id: number): SegmentMessage {
  const at: Instant = monday - ago * minute;
  const rest = { at, messageId: `${user}-${id}`, context: { device } };
  return event === null ? identify(user, { plan }, rest) : track(user, event, rest);
}

/** How the messages come: in which order, how many at once, which of them again, and into which process. */
const arrival = fc.array(deed, { minLength: 1, maxLength: 14 }).chain((deeds) =>
  fc.record({
    deeds: fc.constant(deeds),
    order: fc.shuffledSubarray([...deeds.keys()], { minLength: deeds.length }),
    again: fc.subarray([...deeds.keys()]),
    burst: fc.integer({ min: 1, max: 6 }),
    ways: fc.array(fc.boolean(), { minLength: 2 * deeds.length, maxLength: 2 * deeds.length }),
  }),
);

/** What is known of a user, but for who it is. */
async function profileOf(user: string): Promise<Profile> {
  return { ...(await kept.store.users.read(user)).profile, user: '' };
}

it('any order, repetition and grouping of a user’s events, over two processes, makes the same profile', async () => {
  await fc.assert(
    fc.asyncProperty(arrival, async ({ deeds, order, again, burst, ways }) => {
      const [inOrder, anyhow] = [freshName('bo'), freshName('bo')];
      for (const [id, each] of deeds.entries()) await ingests[0]!.take(messageOf(inOrder, each, id));
      const sent = [...order, ...again];
      while (sent.length > 0) {
        const together = sent.splice(0, burst);
        const takes = together.map((id) => ingests[Number(ways.at(sent.length + id) ?? 0)]!.take(messageOf(anyhow, deeds[id]!, id))); // prettier-ignore
        await Promise.all(takes);
      }
      expect(await profileOf(anyhow)).toEqual(await profileOf(inOrder));
      expect((await kept.store.events.of(anyhow)).length).toBe(deeds.length);
    }),
    { numRuns: runs },
  );
});
