import { decide } from '../../../domain/enrolment/decide.ts';
import type { Answer, Deciding } from '../../../domain/enrolment/question.ts';
import { receive } from '../../../domain/enrolment/receive.ts';
import { newUser, type User } from '../../../domain/enrolment/user.ts';
import { nothingHeard } from '../../../domain/journey/background.ts';
import type { Command, CommandKind } from '../../../domain/journey/command.ts';
import type { Program } from '../../../domain/journey/program.ts';
import type { Effect } from '../../../domain/journey/state.ts';
import { openLive } from '../../../domain/pacing/live.ts';
import { realClock } from '../../../domain/time/clock.ts';
import { day, hour } from '../../../domain/time/instant.ts';
import { eventOf, monday } from '../../support/event.ts';
import { programOf } from '../../support/program.ts';
import { releaseOf } from '../../support/release.ts';
import * as steps from '../../support/steps.ts';
import { send, waiting } from '../../support/waiting.ts';

function decidingAt(program: Program, now: number): Deciding {
  return {
    release: releaseOf([program]),
    program,
    heard: nothingHeard,
    ...openLive,
    moment: { clock: realClock, now, real: now },
  };
}

function userOf(answer: Answer): User {
  if (answer.kind !== 'taken') throw new Error(`not taken but ${answer.kind}`);
  return answer.user;
}

/** Somebody who has just had the first decision. */
function entered(program: Program): User {
  const known = { ...newUser('bo'), profile: { ...newUser('bo').profile, traits: { email: 'bo@acme.test' } } };
  const { user } = receive(known, eventOf('bo', 'Signed Up', { at: monday }), {
    release: releaseOf([program]),
    at: monday,
  });
  return userOf(decide(user, { course: 'test', visit: 1, number: 0, state: null }, decidingAt(program, monday)));
}

let ids = 0;

interface Telling extends Partial<Command> {
  readonly at?: number;
  readonly number?: number;
}

function tell(
  program: Program,
  user: User,
  ...[kind, { at = monday + hour, number, ...rest } = {}]: [CommandKind, Telling?]
): Answer {
  const command: Command = { id: `u-${++ids}`, kind, by: 'kim', reason: 'ticket 4711', ...rest };
  const asked = { course: 'test', visit: 1, number: number ?? user.visits.test!.number, state: null, command };
  return decide(user, asked, decidingAt(program, at));
}

function effectOf(answer: Answer): Effect {
  if (answer.kind === 'gone') throw new Error('gone');
  return answer.decision.effect;
}

describe('a command in a decision', () => {
  it('is named by the decision that takes it, and by every repetition of it', () => {
    const user = entered(waiting);
    const taken = tell(waiting, user, 'pause', { id: 'p-1' });
    expect(taken).toMatchObject({ kind: 'taken', decision: { number: 2, command: { id: 'p-1' } } });
    const again = tell(waiting, userOf(taken), 'pause', { id: 'p-1', number: 1 });
    expect(again).toMatchObject({ kind: 'kept', decision: { number: 2, command: { id: 'p-1' } } });
  });

  it('that was taken before is answered as then, and not taken again', () => {
    const once = userOf(tell(waiting, entered(waiting), 'pause', { id: 'p-1' }));
    const on = userOf(tell(waiting, once, 'resume'));
    const again = tell(waiting, on, 'pause', { id: 'p-1' });
    expect(again).toMatchObject({ kind: 'kept', decision: { number: 3 }, command: { id: 'p-1', words: 'paused by kim: ticket 4711 (at wait-profile)' } }); // prettier-ignore
  });

  it('is remembered among the ten newest', () => {
    let user = entered(waiting);
    for (let times = 0; times < 12; times++) user = userOf(tell(waiting, user, times % 2 === 0 ? 'pause' : 'resume'));
    expect(user.visits.test?.commands).toHaveLength(10);
  });

  it('that is refused leaves no trace', () => {
    const user = entered(waiting);
    expect(tell(waiting, user, 'resume')).toEqual({
      kind: 'kept',
      decision: user.visits.test?.decision,
      command: { id: `u-${ids}`, words: 'resume: it is not paused', refused: 'COMMAND_REFUSED' },
    });
  });

  it('is not looked at by the first decision, nor by one that catches up after a restore', () => {
    const user = entered(waiting);
    const first = { ...user, visits: { test: { ...user.visits.test!, number: 0, decision: null } } };
    expect(tell(waiting, first, 'leave', { number: 0 })).toMatchObject({
      kind: 'taken',
      decision: { effect: { kind: 'wait' } },
    });
    const state = user.visits.test!.decision!.state;
    const command: Command = { id: 'l-1', kind: 'leave', by: 'kim', reason: 'x' };
    const question = { course: 'test', visit: 1, number: 5, state, command };
    const caughtUp = decide(user, question, decidingAt(waiting, monday + hour));
    expect(caughtUp).toMatchObject({ kind: 'taken', decision: { number: 6, effect: { kind: 'wait' } } });
    expect(caughtUp).not.toHaveProperty('decision.command');
  });

  it('comes after a way out that holds: that ends it, and takes no command', () => {
    const program = { ...waiting, leave: [{ kind: 'after', after: day } as const] };
    const answer = tell(program, entered(program), 'pause', { at: monday + 2 * day });
    expect(answer).toMatchObject({ kind: 'taken', decision: { effect: { kind: 'end', outcome: 'left', words: '1 day since entry' } } }); // prettier-ignore
    expect(answer).not.toHaveProperty('decision.command');
  });
});

describe('a pause', () => {
  it('awaits the ways out and nothing else, as long as a timer may be', () => {
    const program: Program = { ...waiting, leave: [{ kind: 'event', on: 'Account Deleted' }, { kind: 'after', after: 60 * day }] }; // prettier-ignore
    const effect = effectOf(tell(program, entered(program), 'pause'));
    expect(effect).toMatchObject({
      kind: 'wait',
      status: 'paused',
      until: monday + 60 * day,
      awaits: [{ what: 'leave' }],
    });
    expect(effectOf(tell(waiting, entered(waiting), 'pause'))).toMatchObject({ until: monday + hour + 400 * day });
  });

  it('of a nudge that is held keeps it back, and resuming tries it again', () => {
    const program = programOf([send('welcome')]);
    const user = entered(program);
    const { test } = user.visits;
    const effect: Effect = {
      kind: 'wait',
      step: 'welcome',
      status: 'held',
      until: monday + day,
      awaits: [],
      words: 'quiet hours',
    };
    const held: User = { ...user, visits: { test: { ...test!, decision: { ...test!.decision!, effect } } } };
    const paused = userOf(tell(program, held, 'pause'));
    expect(paused.visits.test?.decision?.effect).toMatchObject({ status: 'paused', step: 'welcome' });
    expect(effectOf(tell(program, paused, 'resume'))).toMatchObject({ kind: 'deliver', step: 'welcome', round: 0 });
    expect(effectOf(tell(program, held, 'skip'))).toMatchObject({ kind: 'end', outcome: 'finished' });
    expect(effectOf(tell(program, held, 'leave'))).toMatchObject({ kind: 'end', outcome: 'left' });
    expect(tell(program, held, 'resend', { step: 'welcome' })).toMatchObject({
      command: { refused: 'COMMAND_REFUSED' },
    });
  });
});

describe('a step that is left on somebody’s word', () => {
  const loop = programOf([
    steps.repeat({ id: 'loop', upTo: 3, every: day, body: 1, next: 3 }),
    steps.delay(hour, { id: 'inside', next: 2 }),
    send('tip', 0),
    steps.delay(day, { id: 'after' }),
  ]);

  it('of a wait for any of several goes on after it, of another as if it were done', () => {
    const any = programOf([
      steps.waitAny([steps.on('A', { to: 1 })], { done: 2, timeout: 2, next: 2 }),
      send('one', 2),
      send('two'),
    ]);
    expect(effectOf(tell(any, entered(any), 'skip'))).toMatchObject({ step: 'two' });
    expect(effectOf(tell(waiting, entered(waiting), 'skip'))).toMatchObject({ step: 'thanks' });
  });

  it('in a loop stays in its round; out of it the rounds are over', () => {
    const user = entered(loop);
    expect(effectOf(tell(loop, user, 'skip'))).toMatchObject({ kind: 'deliver', step: 'tip', round: 1 });
    const out = tell(loop, user, 'move', { step: 'after' });
    expect(out).toMatchObject({ decision: { state: { rounds: {} }, effect: { step: 'after' } } });
  });

  it('a loop itself is left for what follows it', () => {
    const user = userOf(tell(loop, userOf(tell(loop, entered(loop), 'pause')), 'move', { step: 'loop' }));
    expect(userOf(tell(loop, user, 'skip')).visits.test?.decision?.effect).toMatchObject({ step: 'after' });
  });

  it('a nudge in a loop that is sent again has a round that the loop never comes to', () => {
    expect(effectOf(tell(loop, entered(loop), 'resend', { step: 'tip' }))).toMatchObject({ step: 'tip', round: 5 });
  });

  it('whose `when` does not hold on arrival is passed over, also after a pause', () => {
    const when = { kind: 'completed', milestone: 'x', event: 'Never', is: true } as const;
    const program = programOf([steps.delay(day, { id: 'first' }), { ...steps.delay(day, { id: 'guarded', next: 2 }), when }, steps.delay(day, { id: 'last' })]); // prettier-ignore
    expect(effectOf(tell(program, entered(program), 'move', { step: 'guarded' }))).toMatchObject({ step: 'last' });
    const paused = userOf(tell(program, userOf(tell(program, entered(program), 'pause')), 'move', { step: 'guarded' }));
    expect(effectOf(tell(program, paused, 'resume'))).toMatchObject({ step: 'last' });
  });

  it('at the end there is none to skip', () => {
    const program = programOf([steps.delay(day)]);
    const atEnd = userOf(tell(program, userOf(tell(program, entered(program), 'pause')), 'skip'));
    expect(tell(program, atEnd, 'skip')).toMatchObject({
      command: { words: 'skip: no step is left, resume to finish' },
    });
    expect(effectOf(tell(program, atEnd, 'resume'))).toMatchObject({ kind: 'end', outcome: 'finished' });
  });
});
