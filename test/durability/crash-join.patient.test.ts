import { realClock } from '../../domain/time/clock.ts';
import { second } from '../../domain/time/instant.ts';
import { createIngest } from '../../ingest/index.ts';
import { environmentOf } from '../support/command.ts';
import { identify, track, type SegmentMessage } from '../support/event.ts';
import { programOf } from '../support/program.ts';
import { releaseOf } from '../support/release.ts';
import { freshName } from '../support/stack.ts';
import { delay } from '../support/steps.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { connectSharedTemporal } from '../support/temporal.ts';
import type { Death } from './crash/points.ts';
import { createLineage, type Lineage } from './lineage.ts';
import { createRandom, type Random } from './storm/random.ts';

const seeds = Array.from({ length: 10 }, (_, index) => index + 1);
/** For two processes and some dozens of events, on a machine with two cores that has other tests to run. */
const limit = 120_000;
/** For places that are not passed as often as they might be. */
const patience = 8 * second;

/** Right after which writes the process dies, whose they are, and how often each is passed. */
const places = [
  ['ingest:event-inserted', 'known', 6],
  ['ingest:user-written', 'known', 2],
  ['ingest:user-written', 'anonymous', 2],
  ['ingest:source-marked', 'anonymous', 1],
  ['ingest:user-joined', 'known', 1],
  ['ingest:source-retired', 'anonymous', 1],
  ['ingest:marked-done', 'known', 1],
] as const;

interface Somebody {
  readonly known: string;
  readonly device: string;
  readonly death: Death;
  readonly messages: readonly SegmentMessage[];
}

function somebody(place: (typeof places)[number], random: Random): Somebody {
  const [known, device] = [freshName('bo'), freshName('device')];
  const [point, who, passages] = place;
  const user = who === 'known' ? known : `anonymous:${device}`;
  const ofKnown = (event: string): SegmentMessage => track(known, event, { at: Date.now() });
  const ofDevice = (event: string): SegmentMessage => ({ ...ofKnown(event), userId: null, anonymousId: device });
  const done = Array.from({ length: 12 }, () => (random.chance(0.5) ? ofKnown('Opened') : ofDevice('Opened')));
  const both = { ...identify(known, { plan: 'team' }, { at: Date.now() }), anonymousId: device };
  const messages = inAnyOrder([...done, ofKnown('Signed Up'), ofDevice('Signed Up'), both], random);
  return { known, device, death: { user, point, passage: random.whole(1, passages) }, messages };
}

function inAnyOrder<Item>(items: readonly Item[], random: Random): readonly Item[] {
  const keyed = items.map((item) => ({ item, key: random.next() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

describe('a process that is killed while two users become one', () => {
  let kept: TestStore;
  let ingest: Lineage;
  let close: () => Promise<void>;

  beforeAll(async () => {
    kept = await openTestStore();
    const temporal = await connectSharedTemporal(kept.stack);
    await kept.store.releases.publish(releaseOf([programOf([delay()])]), Date.now());
    const environment = { ...environmentOf(kept.stack, temporal.taskQueue), USHER_LOG_LEVEL: 'warn' };
    ingest = createLineage({ environment, log: null, program: 'ingest' });
    const sweeping = createIngest({ store: kept.store, temporal, clock: realClock, onError: () => undefined });
    sweep = () => sweeping.sweep();
    close = async () => {
      await ingest.close();
      await sweeping.close();
      await temporal.close();
      await kept.close();
    };
  }, limit);
  afterAll(() => close());
  let sweep: () => Promise<unknown>;

  it.each(seeds)(
    'at any write, whoever comes next brings it to its end, and every event counts once: seed %i',
    async (seed) => {
      const random = createRandom(seed);
      const all = places.map((place) => somebody(place, random));
      await ingest.succeed({ stops: all.map(({ death }) => death), parameters: [] });
      const taken = Promise.all(all.flatMap(({ messages }) => messages.map((message) => ingest.take(message))));
      taken.catch(() => undefined);
      const survived = await ingest.stopped(patience);
      expect(survived.map(({ point }) => point).filter((point) => /source|joined/.test(point))).toEqual([]);
      await ingest.succeed({ stops: [], parameters: [] });
      await taken;
      await kept.age(11 * second);
      await sweep();
      for (const { known, device } of all) {
        const user = await kept.store.users.read(known);
        expect([user.profile.events.Opened?.count, user.profile.events['Signed Up']?.count]).toEqual([12, 2]);
        expect([user.aliases, user.profile.traits]).toEqual([[`anonymous:${device}`], { plan: 'team' }]);
        expect(Object.entries(user.visits).map(([course, { status }]) => [course, status])).toEqual([['test', 'starting']]); // prettier-ignore
        expect((await kept.store.users.read(`anonymous:${device}`)).id).toBe(known);
      }
      expect(await kept.store.users.merging(Infinity, 10)).toEqual([]);
    },
    limit,
  );
});
