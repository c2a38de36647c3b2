import { asked, openHouse, type House } from './house.ts';
import { mortal, type Death } from './mortal.ts';

/** Every write of the first pass, from the wish on, and those of the last. */
const firstPass = [
  'forgotten.insertOne',
  'audit.insertOne',
  // What has to be known of all; then the id that was merged is barred, and the document of each is emptied.
  'forgotten.updateOne',
  'forgotten.insertOne',
  'forgotten.updateOne',
  'suppressed.insertOne',
  'users.replaceOne',
  'users.replaceOne',
  // Until when it is quiet.
  'forgotten.updateOne',
  'forgotten.updateOne',
  'events.deleteMany',
  'trail.deleteMany',
  'nudges.deleteMany',
  'messages.deleteMany',
  'exposures.replaceOne',
  'exposures.deleteOne',
  'showings.deleteMany',
  'audit.deleteMany',
  'forgotten.updateOne',
  'temporal.deleteWorkflowExecution',
];
const lastPass = ['users.deleteMany', 'forgotten.updateMany'];

const deaths: readonly (readonly [string, Death])[] = [
  ...firstPass.map((point, index) => {
    return [`write ${index + 1}, ${point}`, (written: readonly string[]) => written.length > index] as const;
  }),
  ...lastPass.map((point) => [point, (written: readonly string[]) => written.includes(point)] as const),
  [
    'the very last, forgotten.updateOne',
    (written) => written.at(-2) === 'forgotten.updateMany' && written.at(-1) === 'forgotten.updateOne',
  ],
];

let house: House;
const found = new Map<string, Promise<Found>>();
beforeAll(async () => {
  house = await openHouse();
  // All at once: Temporal takes seconds to delete.
  for (const [title, death] of deaths) found.set(title, live(death));
  await Promise.allSettled(found.values());
}, 600_000);
afterAll(() => house.close());

interface Found {
  readonly written: readonly string[];
  readonly named: readonly string[];
  readonly proof: unknown;
  readonly exposures: readonly unknown[];
  readonly isSuppressed: boolean;
}

/** Somebody is forgotten by a process that dies, and then by others. */
async function live(death: Death): Promise<Found> {
  const { working } = house;
  const { store, db } = working.kept;
  const user = await house.waiting();
  await possess(user);
  const dying = mortal({ db, temporal: working.temporal }, death);
  const begun = house.forget(dying.parts);
  await begun.request(user, asked).then(() => house.finish(user, begun)).catch(ifKilled); // prettier-ignore
  await house.finish(user);
  const exposures = await db.collection('exposures').find({ experiment: `tour-${user.slice(-4)}` }).toArray(); // prettier-ignore
  return {
    written: dying.written,
    named: [...(await house.named(user)), ...(await house.named(`anonymous:${user}`))],
    proof: await store.forgotten.of(user),
    exposures,
    isSuppressed: await store.forgotten.isSuppressed(`${user}@old.test`),
  };
}

function ifKilled(error: unknown): void {
  if (!(error instanceof Error) || error.message !== 'killed') throw error;
}

/** What a longer life would have left: an id that was merged, a message, an exposure, an address that took no mail. */
async function possess(user: string): Promise<void> {
  const { store, db } = house.working.kept;
  for (let won = false; !won;) {
    const read = await store.users.read(user);
    won = await store.users.write({ ...read, suppressed: [`${user}@old.test`] }, Date.now());
  }
  const merged = {
    ...(await store.users.read(user)),
    id: `anonymous:${user}`,
    revision: 0,
    visits: {},
    suppressed: [],
  };
  await store.users.write(merged, Date.now());
  await db
    .collection<{ _id: string }>('users')
    .updateOne({ _id: merged.id }, { $set: { mergedInto: { into: user, at: Date.now() } } });
  const message = { user, journey: 'test', step: 'tip', template: 'tip', locale: 'en', title: user, body: 'Hello', action: null, image: null, at: Date.now() }; // prettier-ignore
  await store.messages.put({ key: `test/${user}/1/tip/1`, ...message });
  const exposure = {
    experiment: `tour-${user.slice(-4)}`,
    arm: 'video',
    at: Date.now(),
    bucket: 0.62,
    probability: 0.5,
  };
  const met = { ...exposure, user, journey: 'test', visit: 1, release: 'r', kind: 'chosen' } as const;
  await store.exposures.record(`test/${user}/1/1/${exposure.experiment}`, met);
}

describe('a process that is killed right after a write while it forgets somebody', () => {
  it('has every write of the first pass named', async () => {
    const { written } = await found.get('users.deleteMany')!;
    expect(written.slice(0, firstPass.length)).toEqual(firstPass);
  });

  it.each(deaths)('leaves nothing to others but the proof: %s', async (title, death) => {
    const { written, named, proof, exposures, isSuppressed } = await found.get(title)!;
    expect(death(written)).toBe(true);
    expect(named).toEqual([]);
    const counts = { users: 2, events: 2, trail: 2, nudges: 1, messages: 1, exposures: 1, executions: 1 };
    expect(proof).toMatchObject({ ...asked, counts, doneAt: expect.any(Number) as number });
    expect(exposures).toMatchObject([{ arm: 'video', bucket: null, probability: 0.5, visit: 1, user: expect.stringMatching(/^forgotten:/) as string }]); // prettier-ignore
    expect(isSuppressed).toBe(true);
  });
});
