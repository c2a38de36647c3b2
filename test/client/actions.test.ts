import { createUsher, optionsFrom, type CommandInput, type Usher } from '../../client/index.ts';
import type { AuditEntry } from '../../domain/audit/entry.ts';
import { UsherError } from '../../domain/errors.ts';
import type { CommandKind } from '../../domain/journey/command.ts';
import { day } from '../../domain/time/instant.ts';
import { command } from '../support/commanding.ts';
import { identify, track } from '../support/event.ts';
import { done, onEvent, programOf } from '../support/program.ts';
import { freshName } from '../support/stack.ts';
import { delay, send, waitFor } from '../support/steps.ts';
import { openWorking, type Working } from '../support/working.ts';

const wait = { id: 'wait-profile', atMost: 2 * day, done: 2, timeout: 2, next: 2 };
const steps = [
  send('welcome', { next: 1 }),
  waitFor(done('Profile Completed'), 'Profile Completed', wait),
  send('thanks', { next: 3 }),
  delay(day),
];
const perTeam = {
  journey: 'team-tips',
  per: 'properties.teamId',
  enrol: [onEvent('Team Joined')],
};

let working: Working;
let usher: Usher;
beforeAll(async () => {
  working = await openWorking([programOf(steps), programOf([delay(day)], perTeam)]);
  usher = await createUsher(optionsFrom(working.environment));
});
afterAll(async () => {
  await usher.close();
  await working.close();
});

const kim = { by: 'kim', reason: 'ticket 4711' };

/** Somebody who waits for the profile. */
async function waiting(): Promise<CommandInput> {
  const userId = await working.enters();
  await working.visit(userId, ({ decision }) => decision?.effect.kind === 'wait');
  return { userId, journey: 'test', ...kim };
}

/** The code and the words of an error of ours. */
async function refusal(asked: Promise<unknown>): Promise<string> {
  const error: unknown = await asked.then(
    () => null,
    (cause: unknown) => cause,
  );
  if (!(error instanceof UsherError)) throw new Error(`expected a refusal, found ${String(error)}`);
  return `${error.code} ${error.message}`;
}

type Line = readonly [by: string | null, did: string, words: string, refused: string | null];

/** What the audit log has of a user, the oldest first. */
async function audited(userId: string): Promise<readonly Line[]> {
  const line = ({ by, did, words, refused }: AuditEntry): Line => [by, did, words, refused ?? null];
  return (await usher.log({ userId })).map(line).reverse();
}

describe('an action', () => {
  it('is done, says what follows, and has its line in the audit log', async () => {
    const whom = await waiting();
    const { words } = await usher.pause(whom);
    expect(words).toBe('paused by kim: ticket 4711 (at wait-profile)');
    const [entry] = await usher.log({ userId: whom.userId });
    expect(entry).toMatchObject({
      by: 'kim',
      reason: 'ticket 4711',
      did: 'pause',
      to: { kind: 'enrolment', user: whom.userId, journey: 'test', key: null, step: null },
      words,
    });
    expect(entry).not.toHaveProperty('refused');
  });

  it('with a wrong step is refused with the steps that there are', async () => {
    const whom = await waiting();
    const words = 'move: test has no step "nowhere", expected one of welcome, wait-profile, thanks, pause';
    expect(await refusal(usher.move({ ...whom, step: 'nowhere' }))).toBe(`STEP_UNKNOWN ${words}`);
    expect(await audited(whom.userId)).toEqual([['kim', 'move', words, 'STEP_UNKNOWN']]);
  });

  it('in the wrong state is refused, whoever refuses: the enrolment’s validator or its decision', async () => {
    const whom = await waiting();
    expect(await refusal(usher.resume(whom))).toBe('COMMAND_REFUSED resume: it is not paused');
    await usher.pause(whom);
    const resent = 'resend: nothing is sent while it is paused, resume first';
    expect(await refusal(usher.resend({ ...whom, step: 'welcome' }))).toBe(`COMMAND_REFUSED ${resent}`);
    expect(await audited(whom.userId)).toEqual([
      ['kim', 'resume', 'resume: it is not paused', 'COMMAND_REFUSED'],
      ['kim', 'pause', 'paused by kim: ticket 4711 (at wait-profile)', null],
      ['kim', 'resend', resent, 'COMMAND_REFUSED'],
    ]);
  });

  it.each([
    [{ reason: '' }, 'pause: "reason" is empty, expected a text of 1 to 200 characters on one line'],
    [{ by: undefined }, 'pause: "by" is missing, expected a text of 1 to 64 characters on one line'],
  ])('with %j is refused, and may be mended under its id', async (wrong, words) => {
    const whom = { ...(await waiting()), id: freshName('request') };
    expect(await refusal(usher.pause({ ...whom, ...wrong } as CommandInput))).toBe(`COMMAND_INVALID ${words}`);
    expect(await audited(whom.userId)).toMatchObject([
      [{ by: 'kim', ...wrong }.by ?? null, 'pause', words, 'COMMAND_INVALID'],
    ]);
    expect((await usher.pause(whom)).words).toContain('paused by kim');
  });

  it('twice with one id is done once and answered alike, also at once, also when all is over', async () => {
    const leaving = await waiting();
    const whom = { ...leaving, step: 'welcome', id: freshName('request') };
    const [one, other] = await Promise.all([usher.resend(whom), usher.resend(whom)]);
    expect(one).toEqual({ id: whom.id, words: 'resent by kim: ticket 4711; now sending welcome' });
    expect(other).toEqual(one);
    await working.visit(whom.userId, ({ decision }) => decision?.effect.kind === 'wait');
    expect(await working.mails(whom.userId)).toEqual(['welcome', 'welcome']);
    expect((await usher.leave({ ...leaving, id: 'the end' })).words).toBe('left by kim: ticket 4711');
    expect(await usher.resend(whom)).toEqual(one);
    expect((await usher.leave({ ...leaving, id: 'the end' })).words).toBe('left by kim: ticket 4711');
    expect(await audited(whom.userId)).toHaveLength(2);
  });

  it('reaches an enrolment that began under another id, before two users became one, and the log has it', async () => {
    const [device, userId] = [freshName('device'), freshName('bo')];
    const nobody = { userId: null, anonymousId: device };
    await working.ingest.take({ ...identify(userId, { email: `${userId}@acme.test` }, { at: Date.now() }), ...nobody });
    await working.ingest.take({ ...track(userId, 'Signed Up', { at: Date.now() }), ...nobody });
    await working.visit(`anonymous:${device}`, ({ decision }) => decision?.effect.kind === 'wait');
    await working.ingest.take({ ...identify(userId, {}, { at: Date.now() }), anonymousId: device });
    const whom: CommandInput = { userId, journey: 'test', ...kim, id: freshName('request') };
    const paused = await usher.pause(whom);
    expect(paused.words).toBe('paused by kim: ticket 4711 (at wait-profile)');
    expect(await usher.pause(whom)).toEqual(paused);
    expect((await usher.nudges(userId)).map(({ template }) => template)).toEqual(['welcome']);
    expect((await usher.leave({ ...whom, id: 'the end' })).words).toBe('left by kim: ticket 4711');
    expect((await usher.leave({ ...whom, id: 'the end' })).words).toBe('left by kim: ticket 4711');
    expect((await audited(userId)).map(([, did, , refused]) => [did, refused])).toEqual([['pause', null], ['leave', null]]); // prettier-ignore
  });

  it('under an id that was used for another one is refused', async () => {
    const whom = { ...(await waiting()), id: 'one' };
    await usher.pause(whom);
    const words = 'skip: id "one" was used before for "pause"; expected an id of its own';
    expect(await refusal(usher.skip(whom))).toBe(`COMMAND_INVALID ${words}`);
  });

  it.each<[string, CommandKind, object, RegExp]>([
    ['another one', 'skip', {}, /was used before for "(?:pause|skip)"; expected an id of its own$/],
    [
      'somebody else’s',
      'pause',
      { by: 'di' },
      /was used before for "pause" by "(?:kim|di)"; expected an id of its own$/,
    ],
  ])('under an id that is used at once for %s is refused', async (...[, kind, other, words]) => {
    const whom = { ...(await waiting()), id: freshName('request') };
    const act = usher[kind] as (input: CommandInput) => Promise<unknown>;
    const both = await Promise.allSettled([usher.pause(whom), act({ ...whom, ...other })]);
    const [lost, ...more] = both.filter(({ status }) => status === 'rejected');
    expect(lost).toMatchObject({
      reason: { code: 'COMMAND_INVALID', message: expect.stringMatching(words) as string },
    });
    expect(more).toEqual([]);
    expect(await audited(whom.userId)).toHaveLength(1);
  });

  it('of two people at once is done once, and both have their line', async () => {
    const whom = await waiting();
    const both = await Promise.allSettled([usher.pause(whom), usher.pause({ ...whom, by: 'di' })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lines = await audited(whom.userId);
    expect(lines.map(([by]) => by).sort()).toEqual(['di', 'kim']);
    expect(lines.map(([, , , refused]) => refused).sort()).toEqual(['COMMAND_REFUSED', null]);
  });

  it('of an enrolment that is over is refused, and says how it ended', async () => {
    const whom = await waiting();
    await usher.leave(whom);
    const words = 'pause: the enrolment is over, left: left by kim: ticket 4711';
    expect(await refusal(usher.pause(whom))).toBe(`ENROLMENT_CLOSED ${words}`);
    expect((await audited(whom.userId)).at(-1)).toEqual(['kim', 'pause', words, 'ENROLMENT_CLOSED']);
  });

  it('after somebody has terminated the workflow closes the visit, and is refused', async () => {
    const whom = await waiting();
    await working.handle(whom.userId).terminate();
    const words = 'pause: the enrolment is over, terminated: its workflow was terminated in Temporal';
    expect(await refusal(usher.pause(whom))).toBe(`ENROLMENT_CLOSED ${words}`);
    expect((await working.user(whom.userId)).visits.test).toMatchObject({ status: 'closed' });
  });

  it('to nobody, to a journey never entered, or with a wrong key says what there is', async () => {
    const whom = await waiting();
    expect(await refusal(usher.pause({ ...whom, userId: 'nobody' }))).toBe('USER_UNKNOWN no event of user "nobody" has come in yet');
    expect(await refusal(usher.pause({ ...whom, journey: 'tset' }))).toBe(`ENROLMENT_UNKNOWN ${whom.userId} was never in journey "tset", did you mean "test"?`);
    expect(await refusal(usher.pause({ ...whom, key: 'x' }))).toBe(`ENROLMENT_UNKNOWN ${whom.userId} was never in journey "test" with key "x"; expected no key: there is one enrolment only`);
    expect(await refusal(usher.pause({ ...whom, userId: '' }))).toMatch(/^COMMAND_INVALID userId: is empty; expected 1–180 bytes/);
    expect(await audited(whom.userId)).toEqual([]);
  }); // prettier-ignore

  it('told from the Temporal UI has its line, too, and so have Cancel and what came too late', async () => {
    const whom = await waiting();
    const handle = working.handle(whom.userId);
    await handle.executeUpdate('skip', { args: [{ by: 'di', reason: 'by hand' }], updateId: 'ui-1' });
    await working.visit(whom.userId, ({ decision }) => decision?.effect.kind === 'wait');
    await handle.cancel();
    await handle.result();
    expect(await audited(whom.userId)).toEqual([
      ['di', 'skip', 'skipped by di: by hand; now sending thanks', null],
      ['Temporal', 'leave', 'left by Temporal: cancelled', null],
    ]);
  });
});

describe('an action on a journey with a key', () => {
  it('takes the key, and without one says which there are', async () => {
    const userId = await working.enters();
    for (const teamId of ['7', '9']) await usher.track({ userId, event: 'Team Joined', properties: { teamId } });
    const whom = { userId, journey: 'team-tips', ...kim };
    const entered = async (): Promise<boolean> =>
      Object.values((await working.user(userId)).visits).every(({ status }) => status === 'open');
    while (!(await entered())) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await refusal(usher.pause(whom))).toMatch(/^ENROLMENT_UNKNOWN .* expected a key, "[79]" or "[79]"$/);
    expect((await usher.pause({ ...whom, key: '7' })).words).toContain('paused by kim');
    const { enrolments } = await usher.inspect(userId);
    const states = enrolments.filter(({ journey }) => journey === 'team-tips').map(({ key, status }) => [key, status]);
    expect(states.sort()).toEqual([
      ['7', 'paused'],
      ['9', 'delayed'],
    ]);
  });
});

describe('every action', () => {
  it.each<[CommandKind, object, string]>([
    ['pause', {}, 'paused by kim'],
    ['skip', {}, 'skipped by kim'],
    ['move', { step: 'thanks' }, 'moved to thanks by kim'],
    ['resend', { step: 'welcome' }, 'resent by kim'],
    ['leave', {}, 'left by kim'],
  ])('%s is done by the function of its name', async (kind, step, words) => {
    const whom = await waiting();
    const act = usher[kind] as (input: CommandInput) => Promise<{ words: string }>;
    expect((await act({ ...whom, ...step })).words).toContain(words);
    expect(await audited(whom.userId)).toHaveLength(1);
  });

  it('of the UI and of the client under one id is one and the same', async () => {
    const whom = await waiting();
    const { words } = await usher.skip({ ...whom, id: 'shared' });
    expect(await command(working.handle(whom.userId) as never, 'skip', { updateId: 'shared' })).toBe(words);
    expect(await audited(whom.userId)).toHaveLength(1);
  });
});
