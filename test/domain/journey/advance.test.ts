import { nothingHeard } from '../../../domain/journey/background.ts';
import { apply, newProfile } from '../../../domain/profile/apply.ts';
import { advance, entered } from '../../../domain/journey/advance.ts';
import type { Program, Step } from '../../../domain/journey/program.ts';
import type { Effect, Input, State } from '../../../domain/journey/state.ts';
import type { Facts } from '../../../domain/profile/facts.ts';
import { day, hour } from '../../../domain/time/instant.ts';
import { emptyShelf } from '../../../domain/slot/shelf.ts';
import { done, programOf } from '../../support/program.ts';
import { branch, delay, exit, send, waitFor } from '../../support/steps.ts';

const monday = Date.UTC(2026, 2, 2, 9);

/** A user who did these events at these offsets from Monday 09:00. */
function who(events: Record<string, number> = {}): Facts {
  let profile = newProfile('bo');
  for (const [name, offset] of Object.entries(events)) {
    const at = monday + offset;
    const base = { messageId: name, user: 'bo', properties: {}, traits: {}, context: {} };
    profile = apply(profile, { ...base, type: 'track', name, timestamp: at, receivedAt: at });
  }
  return { profile, arms: {} };
}

interface Look {
  readonly program: Program;
  readonly state?: State;
  readonly input?: Input;
  readonly facts?: Facts;
  readonly at?: number;
}

function look({
  program,
  state,
  input = { kind: 'enrolled' },
  facts = who(),
  at: offset = 0,
}: Look): ReturnType<typeof advance> {
  const now = monday + offset;
  const at = { state: state ?? entered(program, monday, monday), facts, now };
  return advance({ program, ...at, zone: 'UTC', experiments: {}, shelf: emptyShelf, heard: nothingHeard }, input);
}

function until(effect: Effect): number | null {
  return effect.kind === 'wait' ? effect.until - monday : null;
}

const sending = send('welcome');
const waits = delay(day, { next: 1 });
const after = send('after');
const wait = waitFor(done('Profile Completed'), 'Profile Completed', {
  id: 'wait-profile',
  atMost: 2 * day,
  done: 1,
  timeout: 2,
});
const thanks = send('thanks');
const reminder = send('reminder');

describe('a send step', () => {
  it('asks for the delivery of its template', () => {
    expect(look({ program: programOf([sending]) }).effect).toEqual({
      kind: 'deliver',
      step: 'welcome',
      templates: ['welcome'],
      round: 0,
    });
  });

  it.each(['sent', 'skipped', 'failed'] as const)('goes on when its nudge was %s, and says so', (result) => {
    const program = programOf([sending]);
    const input = { kind: 'delivered', result, because: 'accepted in 0.1 s' } as const;
    const { effect, trail } = look({ program, input });
    expect(effect).toMatchObject({ kind: 'end', outcome: 'finished' });
    expect(trail[0]).toEqual({ at: monday, step: 'welcome', what: result, because: ['accepted in 0.1 s'] });
  });

  it('asks again when something else woke it, for nothing was delivered', () => {
    expect(look({ program: programOf([sending]), input: { kind: 'timer' }, at: hour }).effect.kind).toBe('deliver');
  });
});

describe('a delay step', () => {
  const program = programOf([waits, after]);
  const state = entered(program, monday, monday);

  it('waits for its duration from its arrival', () => {
    const { effect } = look({ program });
    expect(effect).toMatchObject({ kind: 'wait', status: 'delayed', step: 'pause', words: 'delay of 1 day' });
    expect(until(effect)).toBe(day);
  });

  it('goes on waiting until the same instant when it is woken early', () => {
    expect(until(look({ program, state, input: { kind: 'timer' }, at: day - 1 }).effect)).toBe(day);
  });

  it('is over at its due instant', () => {
    const next = look({ program, state, input: { kind: 'timer' }, at: day });
    expect(next.effect).toMatchObject({ kind: 'deliver', step: 'after' });
    expect(next.state).toEqual({ step: 1, since: monday + day, entry: monday });
  });
});

describe('a wait step', () => {
  const program = programOf([wait, thanks, reminder]);
  const state = entered(program, monday, monday);

  it('goes on at once when the condition already holds', () => {
    const { effect, trail } = look({ program, facts: who({ 'Profile Completed': -day }) });
    expect(effect).toMatchObject({ kind: 'deliver', step: 'thanks' });
    expect(trail[0]).toMatchObject({ what: 'done', because: ['Profile Completed: already so'] });
  });

  it('waits for the condition until its deadline, and says what would wake it', () => {
    const { effect } = look({ program });
    expect(effect).toMatchObject({ kind: 'wait', status: 'waiting', words: 'wait up to 2 days for Profile Completed' });
    expect(until(effect)).toBe(2 * day);
    expect(effect.kind === 'wait' && effect.awaits).toEqual([{ what: 'step', condition: done('Profile Completed') }]);
  });

  it('takes the done branch when the condition has come true', () => {
    const facts = who({ 'Profile Completed': day });
    const next = look({ program, state, facts, input: { kind: 'facts' }, at: day });
    expect(next.effect).toMatchObject({ kind: 'deliver', step: 'thanks' });
    expect(next.trail[0]?.because).toEqual(['Profile Completed after 1 day']);
  });

  it('takes the timeout branch at the deadline', () => {
    const next = look({ program, state, input: { kind: 'timer' }, at: 2 * day });
    expect(next.effect).toMatchObject({ kind: 'deliver', step: 'reminder' });
    expect(next.trail[0]).toMatchObject({ what: 'timeout', because: ['not Profile Completed within 2 days'] });
  });

  it('looks at the condition before the deadline when both have come', () => {
    const facts = who({ 'Profile Completed': day });
    expect(look({ program, state, facts, input: { kind: 'timer' }, at: 2 * day }).effect).toMatchObject({
      step: 'thanks',
    });
  });
});

describe('a branch step', () => {
  const branching = (otherwise: boolean): Step =>
    branch([
      { when: done('A'), to: 1, words: 'A' },
      { when: done('B'), to: 2, words: 'B' },
      ...(otherwise ? [{ when: null, to: 3, words: 'otherwise' }] : []),
    ]);
  const steps = [thanks, reminder, after];

  it.each([
    [{ A: 0 }, 'thanks', '1 "A" taken'],
    [{ B: 0 }, 'reminder', '2 "B" taken'],
    [{ A: 0, B: 0 }, 'thanks', '1 "A" taken'],
    [{}, 'after', 'otherwise taken'],
  ])('takes the first case that holds: %j leads to %s', (events, step, what) => {
    const next = look({ program: programOf([branching(true), ...steps]), facts: who(events) });
    expect(next.effect).toMatchObject({ kind: 'deliver', step });
    expect(next.trail[0]?.what).toBe(what);
    expect(next.trail[0]?.because.length).toBeGreaterThan(0);
  });

  it('goes on after itself when nothing holds and there is no otherwise', () => {
    const next = look({ program: programOf([branching(false), ...steps]) });
    expect(next.effect.kind).toBe('end');
    expect(next.trail[0]?.what).toBe('none taken');
  });
});

describe('an exit step', () => {
  it('ends the journey with its word', () => {
    const { effect, trail } = look({ program: programOf([exit('not for you'), sending]) });
    expect(effect).toEqual({ kind: 'end', outcome: 'finished', words: 'not for you' });
    expect(trail).toHaveLength(1);
  });
});

describe('a journey without steps', () => {
  it('is finished when it begins', () => {
    expect(look({ program: programOf([]) }).effect).toMatchObject({ kind: 'end', outcome: 'finished' });
  });
});

describe('the goal', () => {
  const goal = { milestone: 'project', event: 'Project Created', within: 14 * day };
  const program = programOf([waits, after], { goal });
  const state = entered(program, monday, monday);
  const converted = (offset: number): boolean => {
    const facts = who({ 'Project Created': offset });
    const { effect } = look({ program, state, facts, input: { kind: 'facts' }, at: hour });
    return effect.kind === 'end' && effect.outcome === 'converted';
  };

  it.each([
    [-1, false],
    [0, true],
    [14 * day, true],
    [14 * day + 1, false],
  ])('counts by the timestamp, from entry to the end of its window: %d ms after entry', (offset, reached) => {
    expect(converted(offset)).toBe(reached);
  });

  it('wakes the enrolment while its window is open, and no longer', () => {
    const awaits = (at: number): number => {
      const { effect } = look({ program: programOf([delay(30 * day, { next: 1 }), after], { goal }), at });
      return effect.kind === 'wait' ? effect.awaits.filter(({ what }) => what === 'goal').length : -1;
    };
    expect([awaits(0), awaits(14 * day), awaits(14 * day + 1)]).toEqual([1, 1, 0]);
  });

  it('comes before leave', () => {
    const both = programOf([waits], { goal, leave: [{ kind: 'event', on: 'Account Deleted' }] });
    const facts = who({ 'Project Created': hour, 'Account Deleted': hour });
    expect(look({ program: both, facts, at: hour }).effect).toMatchObject({ outcome: 'converted' });
  });

  it('drops a nudge that was about to go out, and tells one that did', () => {
    const facts = who({ 'Project Created': hour });
    const sent = { kind: 'delivered', result: 'sent', because: 'accepted' } as const;
    const { trail } = look({ program: programOf([sending], { goal }), facts, input: sent, at: hour });
    expect(trail.map(({ what }) => what)).toEqual(['sent', 'converted']);
  });
});

describe('leave', () => {
  const program = programOf([delay(90 * day)], {
    leave: [
      { kind: 'event', on: 'Account Deleted' },
      { kind: 'condition', when: done('Churned'), words: 'churned' },
      { kind: 'after', after: 60 * day },
    ],
  });

  it.each([
    ['an event since entry', who({ 'Account Deleted': hour }), hour],
    ['a condition', who({ Churned: -day }), hour],
    ['age', who(), 60 * day],
  ])('ends the enrolment by %s', (_, facts, at) => {
    expect(look({ program, facts, at }).effect).toMatchObject({ kind: 'end', outcome: 'left' });
  });

  it('does not count an event from before entry', () => {
    expect(look({ program, facts: who({ 'Account Deleted': -hour }) }).effect.kind).toBe('wait');
  });

  it('looks again when its age comes, before the step is due', () => {
    expect(until(look({ program }).effect)).toBe(60 * day);
  });
});
