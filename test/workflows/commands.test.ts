import type { CommandKind } from '../../domain/journey/command.ts';
import { hour, minute } from '../../domain/time/instant.ts';
import { answer, command, resting, type Reply } from '../support/commanding.ts';
import { gate } from '../support/gate.ts';
import { templates, type Meddling } from '../support/journey-fakes.ts';
import { startJourneyServer, type JourneyServer, type Running } from '../support/journey-server.ts';
import { programOf } from '../support/program.ts';
import { delay, send, sendThenWait, wait } from '../support/waiting.ts';

let server: JourneyServer;
beforeAll(async () => {
  server = await startJourneyServer();
});
afterAll(() => server.close());

const refusing: Meddling = {
  answer: (_, template) =>
    template === 'welcome'
      ? { kind: 'later', because: '451 later', unsure: false, after: hour }
      : { kind: 'sent', because: 'email accepted' },
};
const delayed = programOf([delay(1), { ...wait, done: 2, timeout: 3 }, send('thanks'), send('reminder')]);

async function waiting(): Promise<Running> {
  const running = await server.enter(sendThenWait);
  await server.pass(hour);
  return running;
}

/** The enrolments that a command may meet. */
const states: Readonly<Record<string, () => Promise<Running>>> = {
  waiting,
  async delayed() {
    const running = await server.enter(delayed);
    await server.pass(hour);
    return running;
  },
  async failing() {
    const running = await server.enter(sendThenWait, refusing);
    await server.pass(minute);
    return running;
  },
  async paused() {
    const running = await waiting();
    await command(running.handle, 'pause');
    return running;
  },
};

interface Case {
  readonly state: string;
  readonly kind: CommandKind;
  readonly step?: string;
  /** Where the enrolment stands after it: status and step; null for as before, refused. */
  readonly then: string | null;
  /** Templates that went out. */
  readonly mails: readonly string[];
  readonly says: string;
}

const cases: readonly Case[] = [
  { state: 'waiting', kind: 'pause', then: 'paused wait-profile', mails: ['welcome'], says: 'paused by kim: ticket 4711 (at wait-profile)' },
  { state: 'waiting', kind: 'resume', then: null, mails: ['welcome'], says: 'resume: it is not paused' },
  { state: 'waiting', kind: 'skip', then: 'finished end', mails: ['welcome', 'thanks'], says: 'skipped by kim: ticket 4711; now sending thanks' },
  { state: 'waiting', kind: 'move', step: 'reminder', then: 'finished end', mails: ['welcome', 'reminder'], says: 'moved to reminder by kim: ticket 4711; now sending reminder' },
  { state: 'waiting', kind: 'resend', step: 'welcome', then: 'waiting wait-profile', mails: ['welcome', 'welcome'], says: 'resent by kim: ticket 4711; now sending welcome' },
  { state: 'waiting', kind: 'leave', then: 'left end', mails: ['welcome'], says: 'left by kim: ticket 4711' },
  { state: 'delayed', kind: 'pause', then: 'paused pause', mails: [], says: 'paused by kim: ticket 4711 (at pause)' },
  { state: 'delayed', kind: 'resume', then: null, mails: [], says: 'resume: it is not paused' },
  { state: 'delayed', kind: 'skip', then: 'waiting wait-profile', mails: [], says: 'skipped by kim: ticket 4711; now waiting at wait-profile: wait up to 2 days for Profile Completed' },
  { state: 'delayed', kind: 'move', step: 'reminder', then: 'finished end', mails: ['reminder'], says: 'moved to reminder by kim: ticket 4711; now sending reminder' },
  { state: 'delayed', kind: 'resend', step: 'thanks', then: 'delayed pause', mails: ['thanks'], says: 'resent by kim: ticket 4711; now sending thanks' },
  { state: 'delayed', kind: 'leave', then: 'left end', mails: [], says: 'left by kim: ticket 4711' },
  { state: 'failing', kind: 'pause', then: 'paused welcome', mails: [], says: 'paused by kim: ticket 4711 (at welcome)' },
  { state: 'failing', kind: 'resume', then: null, mails: [], says: 'resume: it is not paused' },
  { state: 'failing', kind: 'skip', then: 'waiting wait-profile', mails: [], says: 'skipped by kim: ticket 4711; now waiting at wait-profile: wait up to 2 days for Profile Completed' },
  { state: 'failing', kind: 'move', step: 'thanks', then: 'finished end', mails: ['thanks'], says: 'moved to thanks by kim: ticket 4711; now sending thanks' },
  { state: 'failing', kind: 'resend', step: 'welcome', then: null, mails: [], says: 'resend: welcome is under way, its nudge has not gone out yet' },
  { state: 'failing', kind: 'leave', then: 'left end', mails: [], says: 'left by kim: ticket 4711' },
  { state: 'paused', kind: 'pause', then: null, mails: ['welcome'], says: 'pause: it is paused already' },
  { state: 'paused', kind: 'resume', then: 'waiting wait-profile', mails: ['welcome'], says: 'resumed by kim: ticket 4711; now waiting at wait-profile: wait up to 2 days for Profile Completed' },
  { state: 'paused', kind: 'skip', then: 'paused thanks', mails: ['welcome'], says: 'skipped by kim: ticket 4711 (at thanks)' },
  { state: 'paused', kind: 'move', step: 'reminder', then: 'paused reminder', mails: ['welcome'], says: 'moved to reminder by kim: ticket 4711 (at reminder)' },
  { state: 'paused', kind: 'resend', step: 'welcome', then: null, mails: ['welcome'], says: 'resend: nothing is sent while it is paused, resume first' },
  { state: 'paused', kind: 'leave', then: 'left end', mails: ['welcome'], says: 'left by kim: ticket 4711' },
]; // prettier-ignore

function told(reply: Reply): string {
  return typeof reply === 'string' ? reply : reply.words;
}

/** What the Temporal UI shows of it: the current details, and the lines of the story that the query has. */
async function shownBy(handle: Running['handle']): Promise<{ readonly details: string; readonly story: readonly string[] }> {
  const { currentDetails } = await handle.query<{ readonly currentDetails: string }>('__temporal_workflow_metadata');
  return { details: currentDetails, story: (await handle.query<{ readonly story: readonly string[] }>('enrolment')).story };
} // prettier-ignore

describe('a command that is accepted is done, one that is refused changes nothing', () => {
  it.each(cases)('$state: $kind → $then', async ({ state, kind, step, then, mails, says }) => {
    const running = await states[state]!();
    const before = running.person.user();
    const stood = await resting(running);
    const reply = await command(running.handle, kind, step === undefined ? {} : { step });
    expect(told(reply)).toBe(says);
    const stands = await resting(running);
    expect(templates(running.person)).toEqual(mails);
    if (then === null) {
      expect(reply).toMatchObject({ code: 'COMMAND_REFUSED' });
      expect(running.person.user()).toBe(before);
      expect(stands).toMatchObject({ number: stood.number, task: stood.task, state: stood.state });
    } else {
      expect(`${stands.status} ${stands.step}`).toBe(then);
      const first = `${says.split(/;| \(/)[0]}`;
      expect(running.person.trail.map(({ what, because }) => `${what}: ${because.join('; ')}`)).toContain(first);
    }
  });

  it.each([
    ['a step that is not there', 'move', 'nowhere', 'move: test has no step "nowhere", expected one of welcome, wait-profile, thanks, reminder'],
    ['a step that is not there, to send again', 'resend', 'nowhere', 'resend: test has no step that sends "nowhere", expected one of welcome, thanks, reminder'],
    ['a step that sends nothing', 'resend', 'wait-profile', 'resend: test has no step that sends "wait-profile", expected one of welcome, thanks, reminder'],
  ] as const)('names %s, and what would be right', async (...[, kind, step, words]) => {
    const running = await waiting();
    const before = running.person.user();
    const shown = await shownBy(running.handle);
    expect(shown.details).toContain('email welcome');
    expect(await command(running.handle, kind, { step })).toEqual({ code: 'STEP_UNKNOWN', words });
    expect(running.person.user()).toBe(before);
    // Nothing is told twice.
    expect(await shownBy(running.handle)).toEqual(shown);
  }); // prettier-ignore

  it('a journey that is over takes none', async () => {
    const running = await waiting();
    await command(running.handle, 'leave');
    await running.handle.result();
    await expect(command(running.handle, 'pause')).rejects.toThrow(/not found|already completed/);
  });
});

describe('a command while a nudge is being delivered', () => {
  it.each([
    { kind: 'pause', then: 'paused wait-profile', mails: ['welcome'] },
    { kind: 'skip', then: 'finished end', mails: ['welcome', 'thanks'] },
    { kind: 'move', step: 'reminder', then: 'finished end', mails: ['welcome', 'reminder'] },
    { kind: 'resend', step: 'welcome', then: 'waiting wait-profile', mails: ['welcome', 'welcome'] },
    { kind: 'leave', then: 'left end', mails: ['welcome'] },
  ] as const)('waits until that is done: $kind', async ({ kind, then, mails, ...step }) => {
    const delivery = gate();
    const running = await server.enter(sendThenWait, { delivering: () => delivery.pass() });
    await delivery.reached;
    const reply = command(running.handle, kind, step);
    await running.handle.query('enrolment');
    delivery.open();
    expect(typeof (await reply)).toBe('string');
    const stands = await resting(running);
    expect(`${stands.status} ${stands.step}`).toBe(then);
    expect(templates(running.person)).toEqual(mails);
  });

  it('comes before an effect that is decided and not begun: a pause keeps the nudge back, resume sends it', async () => {
    const decision = gate();
    const running = await server.enter(sendThenWait, {
      deciding: (number) => (number === 0 ? decision.pass() : undefined),
    });
    await decision.reached;
    const update = await running.handle.startUpdate<string, [object]>('pause', {
      args: [{ by: 'kim', reason: 'wait' }],
      waitForStage: 'ACCEPTED',
    });
    decision.open();
    expect(await answer(update.result())).toBe('paused by kim: wait (at welcome)');
    expect(await resting(running)).toMatchObject({ status: 'paused', step: 'welcome' });
    expect(templates(running.person)).toEqual([]);
    expect(await command(running.handle, 'resume')).toBe('resumed by kim: ticket 4711; now sending welcome');
    await resting(running);
    expect(templates(running.person)).toEqual(['welcome']);
  });
});

describe('commands one upon the other', () => {
  it('the same update twice acts once, and is answered alike', async () => {
    const running = await waiting();
    const [one, other] = await Promise.all(
      [1, 2].map(() => command(running.handle, 'resend', { step: 'welcome', updateId: 'r-1' })),
    );
    expect(one).toBe(other);
    expect(await command(running.handle, 'resend', { step: 'welcome', updateId: 'r-1' })).toBe(one);
    await resting(running);
    expect(templates(running.person)).toEqual(['welcome', 'welcome']);
  });

  it('two at once are taken one after the other', async () => {
    const running = await waiting();
    const replies = await Promise.all([command(running.handle, 'pause'), command(running.handle, 'pause')]);
    expect(replies.filter((reply) => typeof reply === 'string')).toHaveLength(1);
    expect(replies.find((reply) => typeof reply !== 'string')).toMatchObject({ code: 'COMMAND_REFUSED' });
    expect(running.person.trail.filter(({ what }) => what === 'paused by kim')).toHaveLength(1);
  });

  it('a nudge asked for twice at once goes out once more, not twice', async () => {
    const running = await waiting();
    const replies = await Promise.all([1, 2].map(() => command(running.handle, 'resend', { step: 'welcome' })));
    await resting(running);
    const done = replies.filter((reply) => typeof reply === 'string').length;
    expect(templates(running.person)).toHaveLength(1 + done);
    expect(done).toBeGreaterThan(0);
  });

  it('whoever waits for an answer when it ends is told that it is over', async () => {
    const delivery = gate();
    const running = await server.enter(sendThenWait, { delivering: () => delivery.pass() });
    await delivery.reached;
    const replies = ['leave', 'pause'].map((kind) => command(running.handle, kind as CommandKind));
    await running.handle.query('enrolment');
    delivery.open();
    const answers = await Promise.all(replies);
    expect(answers).toContain('left by kim: ticket 4711');
    expect(await running.handle.result()).toMatchObject({ outcome: 'left', words: 'left by kim: ticket 4711' });
    expect(answers.filter((reply) => typeof reply === 'string' || reply.code === 'ENROLMENT_CLOSED')).toHaveLength(2);
  });

  it('what never had its turn is handed to the audit log', async () => {
    const delivery = gate();
    const { handle, person } = await server.enter(sendThenWait, { delivering: () => delivery.pass() });
    await delivery.reached;
    const args: [object] = [{ by: 'kim', reason: 'ticket 4711' }];
    const accepted = { args, waitForStage: 'ACCEPTED' } as const;
    await handle.startUpdate<string, [object]>('leave', accepted);
    const late = await handle.startUpdate<string, [object]>('pause', { ...accepted, updateId: 'late' });
    delivery.open();
    expect(await answer(late.result())).toMatchObject({ code: 'ENROLMENT_CLOSED' });
    await handle.result();
    expect(person.left).toEqual([{ id: 'late', kind: 'pause', by: 'kim', reason: 'ticket 4711' }]);
  });

  it('one that races with the awaited event loses neither', async () => {
    const running = await waiting();
    const [reply] = await Promise.all([command(running.handle, 'pause'), running.person.happens('Profile Completed')]);
    const stands = await resting(running);
    if (typeof reply === 'string') {
      expect(stands.status).toBe('paused');
      await command(running.handle, 'resume').catch(() => null);
    }
    expect(await running.handle.result()).toMatchObject({ outcome: 'finished' });
    expect(templates(running.person)).toEqual(['welcome', 'thanks']);
  });

  it('a goal that is reached comes first', async () => {
    const goal = { milestone: 'project', event: 'Project Created', within: 100 * hour };
    const decision = gate();
    const running = await server.enter({ ...sendThenWait, goal }, { delivering: () => decision.pass() });
    await decision.reached;
    const reply = command(running.handle, 'leave');
    await running.handle.query('enrolment');
    await running.person.happens('Project Created');
    decision.open();
    expect(await reply).toEqual({
      code: 'ENROLMENT_CLOSED',
      words: 'leave: the enrolment is over, converted: goal reached: Project Created',
    });
    expect(await running.handle.result()).toMatchObject({ outcome: 'converted' });
  });

  it('a decision whose answer was lost is not taken twice', async () => {
    let lost = 0;
    const running = await server.enter(sendThenWait, {
      decided: (number) => {
        if (number === 3 && ++lost === 1) throw new Error('the connection broke');
      },
    });
    await server.pass(hour);
    expect(await command(running.handle, 'resend', { step: 'welcome' })).toBe(
      'resent by kim: ticket 4711; now sending welcome',
    );
    await resting(running);
    expect(lost).toBe(2);
    expect(templates(running.person)).toEqual(['welcome', 'welcome']);
  });
});

describe('what a command has to be', () => {
  it.each([
    ['pause', {}, 'pause: "by" is missing, expected a text of 1 to 64 characters on one line'],
    ['pause', { by: 'kim' }, 'pause: "reason" is missing, expected a text of 1 to 200 characters on one line'],
    ['move', { by: 'kim', reason: 'x' }, 'move: "step" is missing, expected a text of 1 to 200 characters on one line'],
    ['pause', { by: 'kim', reason: 'x', step: 'y' }, 'pause: found "step", expected { by, reason }'],
    ['pause', 'please', 'pause: found "please", expected { by, reason }'],
    ['leave', undefined, 'leave: found nothing, expected { by, reason }'],
  ] as const)('%s %j', async (kind, payload, words) => {
    const { handle } = await waiting();
    const update = handle.executeUpdate<string, [unknown]>(kind, { args: [payload] });
    expect(await answer(update)).toEqual({ code: 'COMMAND_INVALID', words });
    const { events } = await handle.fetchHistory();
    expect(events?.filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes != null)).toEqual([]);
  });
});
