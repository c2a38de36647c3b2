import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createDecisions, type Decisions } from '../../client/index.ts';
import { templateOf } from '../../domain/slot/slot.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import { setClock } from '../support/clock.ts';
import { identify, monday } from '../support/event.ts';
import { inAppOf, releaseOf } from '../support/release.ts';
import { itemsOf, ruleOf, slotOf, slotsOf } from '../support/slots.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';

const users = 20;
const turns = 50;
/** Later than all events: none of them is clamped to it. */
const clock = setClock(monday + turns);
const words = { title: 'turn {{ traits.turn }}', body: 'Hello', action: null, image: null };
const template = { ...inAppOf(templateOf('turn')), locales: { en: words } };
const release = releaseOf([], {
  slots: slotsOf(slotOf('turn', [ruleOf('turn')])),
  items: itemsOf('turn'),
  templates: { [templateOf('turn')]: template },
});

let kept: TestStore;
let ingest: Ingest;
let decisions: Decisions;
let child: ChildProcess;

beforeAll(async () => {
  kept = await openTestStore();
  await kept.store.releases.publish(release, monday);
  ingest = createIngest({ store: kept.store, temporal: absentTemporal, clock, onError: () => {} });
  decisions = createDecisions({ store: kept.store, deadline: 60_000, clock });
  const { uri, database } = kept.stack.mongo;
  child = fork(fileURLToPath(new URL('decides.fixture.ts', import.meta.url)), {
    env: { ...process.env, MONGODB_URI: uri, MONGODB_DATABASE: database },
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  child.on('message', ({ user, title }: { user: string; title: unknown }) => waiting.get(user)?.(title));
});
afterAll(async () => {
  child.kill();
  await decisions.close();
  await ingest.close();
  await kept.close();
});

async function here(user: string): Promise<unknown> {
  return (await decisions.decide({ user, slots: ['turn'] })).turn?.items[0]?.title;
}

/** Who waits for the other process's answer about a user. */
const waiting = new Map<string, (title: unknown) => void>();

function there(user: string): Promise<unknown> {
  const answer = new Promise<unknown>((resolve) => waiting.set(user, resolve));
  child.send(user);
  return answer;
}

/** One user's turns, each of them asked about at once; those that were answered with an older one. */
async function old(ask: (user: string) => Promise<unknown>): Promise<readonly unknown[]> {
  const user = freshName('bo');
  const found: unknown[] = [];
  for (let turn = 0; turn < turns; turn++) {
    await ingest.take(identify(user, { turn }, { at: monday + turn }));
    const title = await ask(user);
    if (title !== `turn ${turn}`) found.push([turn, title]);
  }
  return found;
}

describe('a decision that is asked for right after an event was acknowledged', () => {
  it.each([
    ['the same process', here],
    ['another process', there],
  ])('has seen it, a thousand times, in %s', async (_where, ask) => {
    const all = await Promise.all(Array.from({ length: users }, () => old(ask)));
    expect(all.flat()).toEqual([]);
  });
});
