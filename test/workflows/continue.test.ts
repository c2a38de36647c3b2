import { day, second } from '../../domain/time/instant.ts';
import { command, resting } from '../support/commanding.ts';
import { templates } from '../support/journey-fakes.ts';
import { gate } from '../support/gate.ts';
import { joinJourneyServer, type Handle, type JourneyServer, type Running } from '../support/journey-server.ts';
import { programOf } from '../support/program.ts';
import { sharedStack } from '../support/stack.ts';
import { send, sendThenWait, wait } from '../support/waiting.ts';

// The server that skips time loses a workflow's task now and then whose completion it has refused, as it does where
// signals come while a run is continued: the real one has it done again.
let server: JourneyServer;
beforeAll(async () => {
  server = await joinJourneyServer((await sharedStack()).temporal);
});
afterAll(() => server.close());

const kim: object = { by: 'kim', reason: 'ticket 4711' };

async function runOf(handle: Handle): Promise<string> {
  return (await handle.describe()).runId;
}

/** Temporal's own are among them. */
async function attributesOf(handle: Handle): Promise<Readonly<Record<string, unknown>>> {
  const { typedSearchAttributes } = await handle.describe();
  return Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]));
}

async function kindsOf(handle: Handle): Promise<readonly string[]> {
  const { events } = await handle.fetchHistory();
  return (events ?? []).flatMap((event) => Object.keys(event).filter((key) => key.endsWith('EventAttributes') && event[key as keyof typeof event] != null)); // prettier-ignore
}

/** Longer than it takes to let a history grow. */
const patience = 30 * second;
/** A welcome, and then so long a wait for the profile. */
const sendThenWaitBriefly = programOf([
  send('welcome', 1),
  { ...wait, atMost: patience, done: 2, timeout: 3 },
  send('thanks'),
  send('reminder'),
]);

/** As the Temporal UI asks for them. */
async function detailsOf(handle: Handle): Promise<string> {
  return (await handle.query<{ readonly currentDetails: string }>('__temporal_workflow_metadata')).currentDetails;
}

/** As the query answers it. */
async function storyOf(handle: Handle): Promise<readonly string[]> {
  return (await handle.query<{ readonly story: readonly string[] }>('enrolment')).story;
}

/** Lets a history grow past its limit by wake-ups for a decision of long ago, which change nothing. */
async function grow(handle: Handle): Promise<void> {
  for (let signals = 0; signals < 1_000; signals += 250)
    await Promise.all(Array.from({ length: 250 }, () => handle.signal('wake', 0)));
}

describe('a long history', () => {
  it('is continued in another one while it waits: with the same wait, number and attributes, and no further decision', async () => {
    const running = await server.enter(sendThenWaitBriefly);
    const { person, handle } = running;
    const [before, run, asked] = [await resting(running), await runOf(handle), person.asked()];
    const attributes = await attributesOf(handle);
    const details = await detailsOf(handle);
    const story = await storyOf(handle);
    expect(story).toEqual(['entered: Signed Up', 'welcome sent: email accepted']);
    expect(details).toMatch(/^\*\*WAITING\*\* at `.*` since .*\| email welcome\u2003 \| sent \|/s);
    await grow(handle);
    await handle.query('enrolment');
    expect(await runOf(handle)).not.toBe(run);
    expect(await resting(running)).toEqual(before);
    expect(await detailsOf(handle)).toBe(details);
    expect(await storyOf(handle)).toEqual(story);
    expect(person.asked()).toBe(asked);
    const kinds = await kindsOf(handle);
    expect(kinds).not.toContain('upsertWorkflowSearchAttributesEventAttributes');
    expect(kinds).not.toContain('markerRecordedEventAttributes');
    expect(Object.keys(attributes).filter((name) => name.startsWith('Usher'))).toHaveLength(6);
    expect(await attributesOf(handle)).toEqual(attributes);
    expect(await handle.result()).toMatchObject({ outcome: 'finished', decisions: 4 });
    expect(templates(person)).toEqual(['welcome', 'reminder']);
    expect(person.mails[1]!.at - person.mails[0]!.at).toBeGreaterThanOrEqual(patience);
  });

  it('takes a pause along', async () => {
    const running = await server.enter(sendThenWaitBriefly);
    const { person, handle } = running;
    await resting(running);
    const told = await command(handle, 'pause', { updateId: 'p-1' });
    const run = await runOf(handle);
    await grow(handle);
    // Longer than the wait would have lasted.
    await server.pass(patience);
    expect(await runOf(handle)).not.toBe(run);
    expect(await resting(running)).toMatchObject({ status: 'paused' });
    expect(await command(handle, 'pause')).toMatchObject({ code: 'COMMAND_REFUSED' });
    expect(await command(handle, 'pause', { updateId: 'p-1' })).toBe(told);
    await command(handle, 'resume');
    await handle.result();
    expect(templates(person)).toEqual(['welcome', 'reminder']);
  });

  it('goes on being woken, commanded and cancelled', async () => {
    const running = await server.enter(sendThenWait);
    const { person, handle } = running;
    await resting(running);
    const told = await command(handle, 'resend', { step: 'welcome', updateId: 'r-1' });
    await resting(running);
    await grow(handle);
    await handle.query('enrolment');
    // Temporal knows an update's id within one run only; the document knows it longer.
    expect(await command(handle, 'resend', { step: 'welcome', updateId: 'r-1' })).toBe(told);
    expect(templates(person)).toEqual(['welcome', 'welcome']);
    await person.happens('Profile Completed');
    await handle.result();
    expect(templates(person)).toEqual(['welcome', 'welcome', 'thanks']);
  });

  it('loses neither a command nor a wake-up that comes as it is continued', async () => {
    const running = await server.enter(sendThenWait);
    const { person, handle } = running;
    await resting(running);
    const [, reply] = await Promise.all([
      grow(handle),
      command(handle, 'resend', { step: 'welcome' }),
      person.happens('Clicked'),
    ]);
    expect(typeof reply).toBe('string');
    await person.happens('Profile Completed');
    await handle.result();
    expect(templates(person)).toEqual(['welcome', 'welcome', 'thanks']);
  });

  it.each([
    { what: 'a wake-up', call: ({ person }: Running) => person.happens('Profile Completed') },
    {
      what: 'a command',
      call: ({ handle }: Running) => handle.startUpdate('skip', { args: [kim], waitForStage: 'ACCEPTED' }),
    },
  ])('is not continued with $what in hand: a run that looks at its length first would lose that', async ({ call }) => {
    const answer = gate();
    const running = await server.enter(sendThenWait, {
      delivered: (number) => (number === 4 ? answer.pass() : undefined),
    });
    const { person, handle } = running;
    await resting(running);
    await command(handle, 'resend', { step: 'welcome' });
    await answer.reached;
    await call(running);
    await grow(handle);
    answer.open();
    await handle.result();
    expect(templates(person)).toEqual(['welcome', 'welcome', 'thanks']);
    // Not only when the timer of the wait fires, two days later.
    expect(person.mails[2]!.at - person.mails[1]!.at).toBeLessThan(day);
  });

  it('that is continued can be cancelled', async () => {
    const running = await server.enter(sendThenWait);
    const { handle } = running;
    await resting(running);
    await grow(handle);
    await handle.query('enrolment');
    await handle.cancel();
    expect(await handle.result()).toMatchObject({ outcome: 'left' });
  });
});
