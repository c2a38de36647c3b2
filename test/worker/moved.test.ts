import { setTimeout as sleep } from 'node:timers/promises';
import { workflowId } from '../../domain/enrolment/identity.ts';
import type { User } from '../../domain/enrolment/user.ts';
import { day, second } from '../../domain/time/instant.ts';
import { reconcile } from '../../ingest/reconcile.ts';
import { realClock } from '../../domain/time/clock.ts';
import type { journey as journeyLoop } from '../../workflows/index.ts';
import { explainUser } from '../../client/explain/explanation.ts';
import { identify, track, type SegmentMessage } from '../support/event.ts';
import { done, programOf } from '../support/program.ts';
import { freshName } from '../support/stack.ts';
import { on, send, set, waitAny, waitFor } from '../support/steps.ts';
import { openWorking, type Working } from '../support/working.ts';

/** Waits for an event, tells of it by mail, sets a trait, and waits once more for another. */
const program = programOf([
  waitAny([on('Called', { to: 1 })], { id: 'wait-call', atMost: 9 * day, timeout: 1, next: 1 }),
  send('thanks', { next: 2 }),
  set({ called: true }, { next: 3 }),
  waitFor(done('Profile Completed'), 'Profile Completed', { id: 'wait-profile', atMost: 9 * day }),
]);

let working: Working;
beforeAll(async () => (working = await openWorking([program])), 60_000);
afterAll(() => working.close());

/** What somebody does of whom no user id is known. */
function anonymously(anonymousId: string, event: string): SegmentMessage {
  return { ...track('', event, { at: Date.now() }), userId: null, anonymousId };
}

async function takes(...messages: readonly SegmentMessage[]): Promise<void> {
  for (const message of messages) await working.ingest.take(message);
  await working.ingest.settled();
}

function handle(user: string): ReturnType<Working['temporal']['client']['workflow']['getHandle']> {
  return working.temporal.client.workflow.getHandle<typeof journeyLoop>(workflowId('test', user));
}

async function once<Value>(read: () => Promise<Value>, is: (value: Value) => boolean): Promise<Value> {
  for (const end = performance.now() + 60 * second; ; await sleep(50)) {
    const value = await read();
    if (is(value)) return value;
    if (performance.now() > end) throw new Error(`still so: ${JSON.stringify(value)}`);
  }
}

async function shownUser(workflow: string): Promise<unknown> {
  const { typedSearchAttributes } = await handle(workflow).describe();
  return typedSearchAttributes.getAll().find(({ key }) => key.name === 'UsherUser')?.value;
}

function waitsAt(step: string): (user: User) => boolean {
  return ({ visits, todo }) => {
    const effect = visits.test?.decision?.effect;
    return effect?.kind === 'wait' && effect.step === step && todo.length === 0;
  };
}

/** Somebody without a user id who is in the journey, and who they turn out to be. */
async function inside(): Promise<{ device: string; source: string; bo: string; both: SegmentMessage }> {
  const [bo, device] = [freshName('bo'), freshName('device')];
  const source = `anonymous:${device}`;
  await takes(anonymously(device, 'Signed Up'));
  await once(() => working.user(source), waitsAt('wait-call'));
  const both = { ...identify(bo, { email: `${bo}@acme.test` }, { at: Date.now() }), anonymousId: device };
  return { device, source, bo, both };
}

describe('the workflow of an anonymous user who becomes a known one', () => {
  it('goes on under its id, shows whose it is, is woken by the known user and sends to their address', async () => {
    const { device, source, bo, both } = await inside();
    await takes(both);
    await once(() => shownUser(source), (user) => user === bo); // prettier-ignore
    await once(() => working.user(bo), waitsAt('wait-call'));
    await takes(track(bo, 'Called', { at: Date.now() }));
    const user = await once(() => working.user(bo), waitsAt('wait-profile'));
    expect(await working.mails(bo)).toEqual(['thanks']);
    expect(user.visits.test).toMatchObject({ origin: source, visit: 1 });
    expect(user.profile.traits).toMatchObject({ called: true });
    await takes(anonymously(device, 'Profile Completed'));
    expect(await handle(source).result()).toMatchObject({ outcome: 'finished' });
    const [mail] = await working.kept.stack.inbox.messages(`${bo}@acme.test`);
    expect(mail?.subject).toBe(`thanks for ${bo}`);
    const explained = await explainUser(working.kept.store, await working.user(source), { now: Date.now() });
    expect(explained.user).toBe(bo);
    expect(explained.story.map(({ what }) => what)).toEqual(['entered', 'done', expect.stringMatching(/^sent/), expect.stringMatching(/^set/), 'done', 'finished']); // prettier-ignore
  });

  it('hears of what the known user had done before while it waited', async () => {
    const { source, bo, both } = await inside();
    await takes(track(bo, 'Called', { at: Date.now() }), both);
    await once(() => working.user(bo), waitsAt('wait-profile'));
    expect(await working.mails(bo)).toEqual(['thanks']);
    expect(await shownUser(source)).toBe(bo);
  });

  it('obeys what people tell it, and is nothing to mend for a reconciliation', async () => {
    const { source, bo, both } = await inside();
    await takes(both);
    await once(() => shownUser(source), (user) => user === bo); // prettier-ignore
    const { store } = working.kept;
    const { temporal, ingest } = working;
    const looked = await reconcile(
      { store, temporal, clock: realClock, ingest, onError: () => undefined },
      { mend: true, thorough: true },
    );
    expect(looked.kinds.flatMap(({ examples }) => examples).filter((each) => each.includes(source))).toEqual([]);
    const args: [object] = [{ by: 'kim', reason: 'ticket 4711' }];
    await handle(source).executeUpdate('leave', { args });
    expect((await working.user(bo)).visits.test).toMatchObject({ status: 'closed' });
    expect(await handle(source).result()).toMatchObject({ outcome: 'left' });
  });
});

describe('two workflows of users who become one', () => {
  it.each(['known', 'anonymous'])('leave the older one, where that is the %s one’s, and the other ends as merged', async (older) => {
    const bo = freshName('bo');
    const known = async (): Promise<void> => {
      await takes(track(bo, 'Signed Up', { at: Date.now() }));
      await once(() => working.user(bo), waitsAt('wait-call'));
    };
    if (older === 'known') await known();
    const { device, source } = await inside();
    if (older === 'anonymous') await known();
    await takes({ ...identify(bo, { email: `${bo}@acme.test` }, { at: Date.now() }), anonymousId: device });
    const [stays, ends] = older === 'known' ? [bo, source] : [source, bo];
    expect(await handle(ends).result()).toMatchObject({ outcome: 'merged', words: expect.stringContaining('goes on') as string }); // prettier-ignore
    await once(() => working.user(bo), waitsAt('wait-call'));
    await takes(anonymously(device, 'Called'));
    await once(() => working.user(bo), waitsAt('wait-profile'));
    expect(await working.mails(bo)).toEqual(['thanks']);
    expect((await handle(stays).describe()).status.name).toBe('RUNNING');
    const told = await working.kept.store.trail.of([bo, source]);
    expect(told.flatMap(({ entries }) => entries.map(({ what }) => what)).filter((what) => what === 'merged')).toHaveLength(1); // prettier-ignore
  }); // prettier-ignore
});
