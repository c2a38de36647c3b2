import fc from 'fast-check';
import { decide } from '../../../domain/enrolment/decide.ts';
import { conclude, giveBack, prepare, type Result } from '../../../domain/enrolment/deliver.ts';
import type { Answer, Deciding, Question } from '../../../domain/enrolment/question.ts';
import { receive } from '../../../domain/enrolment/receive.ts';
import { newUser, type User } from '../../../domain/enrolment/user.ts';
import type { Decision, Visit } from '../../../domain/enrolment/visit.ts';
import { nothingHeard } from '../../../domain/journey/background.ts';
import { commandKinds, type Command } from '../../../domain/journey/command.ts';
import type { Program, Step } from '../../../domain/journey/program.ts';
import { openLive } from '../../../domain/pacing/live.ts';
import { apply, newProfile } from '../../../domain/profile/apply.ts';
import type { UserEvent } from '../../../domain/profile/event.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { realClock } from '../../../domain/time/clock.ts';
import { day, hour, minute, second } from '../../../domain/time/instant.ts';
import { eventOf, monday } from '../../support/event.ts';
import { done, programOf } from '../../support/program.ts';
import { releaseOf } from '../../support/release.ts';
import * as steps from '../../support/steps.ts';

const send = (template: string, next: number): Step => steps.send(template, { next });
const wait = { id: 'wait', atMost: day, done: 2, timeout: 3 };
const plan: readonly Step[] = [
  send('welcome', 1),
  steps.waitFor(done('Profile'), 'Profile', wait),
  send('thanks', 4),
  send('reminder', 4),
  steps.delay(hour, { next: 5 }),
  send('last', -1),
];
const program: Program = programOf(plan, {
  again: { kind: 'always' },
  goal: { milestone: 'project', event: 'Project', within: 3 * day },
  leave: [{ kind: 'event', on: 'Deleted' }, { kind: 'after', after: 10 * day }],
}); // prettier-ignore
const release = releaseOf([program]);
const lease = 20 * second;

type Move =
  | { readonly kind: 'event'; readonly name: string; readonly age: number }
  | { readonly kind: 'pass'; readonly by: number }
  | { readonly kind: 'decide'; readonly behind: number }
  | { readonly kind: 'command'; readonly told: Omit<Command, 'id'> }
  | { readonly kind: 'deliver'; readonly result: Result; readonly crash: 'never' | 'before' | 'after' };

const results: readonly Result[] = [
  { kind: 'sent', because: 'accepted' },
  { kind: 'failed', because: 'refused for good', refused: true },
  { kind: 'later', because: 'refused for now', unsure: false },
  { kind: 'later', because: 'broke off', unsure: true },
];
const name = fc.constantFrom('Signed Up', 'Profile', 'Project', 'Deleted', 'Clicked');
const step = fc.constantFrom(...plan.map(({ id }) => id), 'nowhere');
const commands = fc.record({ kind: fc.constantFrom(...commandKinds), by: fc.constant('kim'), reason: fc.constant('x'), step }); // prettier-ignore
const moves = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('event' as const), name, age: fc.constantFrom(0, minute, 2 * day) }),
    fc.record({ kind: fc.constant('pass' as const), by: fc.constantFrom(second, minute, hour, day) }),
    fc.record({ kind: fc.constant('decide' as const), behind: fc.constantFrom(0, 0, 0, 1) }),
    fc.record({ kind: fc.constant('command' as const), told: commands }),
    fc.record({
      kind: fc.constant('deliver' as const),
      result: fc.constantFrom(...results),
      crash: fc.constantFrom('never' as const, 'never' as const, 'before' as const, 'after' as const),
    }),
  ),
  { maxLength: 40 },
);

/** A user's document and the clock; each move does what ingest or an activity would. */
interface World {
  user: User;
  now: number;
  /** Events in the order of their folding. */
  readonly folded: UserEvent[];
  /** Every nudge that the provider accepted for certain. */
  readonly sent: string[];
}

function play(world: World, move: Move): void {
  switch (move.kind) {
    case 'event':
      return happen(world, move);
    case 'pass':
      world.now += move.by;
      return;
    case 'decide':
      return ask(world, move.behind);
    case 'command':
      return tell(world, move.told);
    case 'deliver':
      return hand(world, move);
  }
}

function happen(world: World, { name: event, age }: Extract<Move, { kind: 'event' }>): void {
  const happened = eventOf('bo', event, { at: world.now - age, receivedAt: world.now });
  const { user } = receive(world.user, happened, { release, at: world.now });
  expect(receive(user, happened, { release, at: world.now }).user).toEqual(user);
  world.folded.push(happened);
  world.user = user;
}

function questionOf({ user }: World, behind = 0): Question | null {
  const visit = user.visits.test;
  if (visit === undefined) return null;
  return { course: 'test', visit: visit.visit, number: Math.max(0, visit.number - behind), state: null };
}

function decidingAt(now: number): Deciding {
  return { release, program, heard: nothingHeard, ...openLive, moment: { clock: realClock, now, real: now } };
}

function ask(world: World, behind: number): void {
  const question = questionOf(world, behind);
  // The workflow asks for a decision at its start and at the end of a wait; while it delivers it does not.
  const delivering = world.user.visits.test?.decision?.effect.kind === 'deliver';
  if (question === null || (delivering && behind === 0)) return;
  const answer = decide(world.user, question, decidingAt(world.now));
  takeOver(world, answer);
  if (answer.kind === 'gone') return;
  const again = decide(world.user, question, decidingAt(world.now + hour));
  expect(again).toEqual({ kind: 'kept', decision: answer.decision });
}

/** Also before a delivery that is decided and not begun, as the workflow does. */
function tell(world: World, told: Omit<Command, 'id'>): void {
  const asked = questionOf(world);
  if (asked === null) return;
  const before = world.user.visits.test;
  const question = { ...asked, command: { ...told, id: `u-${world.now}-${asked.number}` } };
  const answer = decide(world.user, question, decidingAt(world.now));
  takeOver(world, answer);
  if (answer.kind !== 'taken' || answer.decision.command === undefined) return;
  checkPause(before, answer.decision, told.kind);
  if (answer.decision.effect.kind === 'end') return;
  const again = decide(world.user, { ...question, number: question.number + 1 }, decidingAt(world.now + hour));
  expect(again).toMatchObject({ kind: 'kept', command: answer.decision.command });
}

/** Nothing but `resume` and an end takes a pause back. */
function checkPause(before: Visit | undefined, { state, effect }: Decision, kind: Command['kind']): void {
  const paused = kind === 'pause' || (before?.decision?.state.paused !== undefined && kind !== 'resume');
  if (paused && effect.kind !== 'end') expect([effect.kind, state.paused]).toEqual(['wait', expect.any(Number)]);
}

function hand(world: World, { result, crash }: Extract<Move, { kind: 'deliver' }>): void {
  const question = questionOf(world);
  if (question === null) return;
  const prepared = prepare(world.user, question, { ...decidingAt(world.now), lease: world.now + lease });
  if (prepared.kind === 'busy') return;
  if (prepared.kind !== 'send') return takeOver(world, prepared);
  world.user = prepared.user;
  if (crash === 'before') return;
  if (result.kind === 'sent') world.sent.push(prepared.entry.nudge);
  if (crash === 'after') {
    if (result.kind === 'later') world.user = giveBack(world.user, prepared, result);
    return;
  }
  takeOver(world, conclude(world.user, question, { ...decidingAt(world.now), sending: prepared, result }));
}

function takeOver(world: World, answer: Answer): void {
  if (answer.kind === 'taken') world.user = answer.user;
}

/** A visit that is over stays as it is, but for its goal. */
function stillCredited(was: Visit, is: Visit): Visit {
  return { ...was, converted: was.converted ?? is.converted };
}

function check(before: User, after: User): void {
  const [was, is] = [before.visits.test, after.visits.test];
  if (was !== undefined && is?.visit === was.visit) {
    expect(is.number).toBeGreaterThanOrEqual(was.number);
    if (was.status === 'closed') expect(is).toEqual(stillCredited(was, is));
  } else {
    expect(is?.visit ?? 0).toBeLessThanOrEqual((was?.visit ?? 0) + 1);
    if (was !== undefined) expect(was.status).toBe('closed');
  }
  const intents = after.todo.map((intent) => JSON.stringify({ ...intent, at: 0 }));
  expect(new Set(intents).size).toBe(intents.length);
  const nudges = after.ledger.map(({ nudge }) => nudge);
  expect(new Set(nudges).size).toBe(nudges.length);
}

function foldOf(events: readonly UserEvent[]): Profile {
  return events.reduce((profile, event) => apply(profile, event), newProfile('bo'));
}

describe('whatever happens to an enrolment, in whatever order', () => {
  it('its number only grows, a closed visit stays, nobody is woken twice, a nudge has one entry', () => {
    fc.assert(
      fc.property(moves, (story) => {
        const traits = { email: 'bo@acme.test' };
        const world: World = { user: newUser('bo'), now: monday, folded: [], sent: [] };
        world.user = { ...world.user, profile: { ...world.user.profile, traits } };
        for (const move of [{ kind: 'event', name: 'Signed Up', age: 0 } as const, ...story]) {
          const before = world.user;
          play(world, move);
          check(before, world.user);
        }
        expect({ ...world.user.profile, traits: {} }).toEqual(foldOf(world.folded));
      }),
      { numRuns: 400 },
    );
  });

  it('a nudge whose sending was noted does not go out again', () => {
    fc.assert(
      fc.property(moves, (story) => {
        const world: World = { user: newUser('bo'), now: monday, folded: [], sent: [] };
        world.user = { ...world.user, profile: { ...world.user.profile, traits: { email: 'bo@acme.test' } } };
        const noted = story.filter((move) => move.kind !== 'deliver' || (move.crash === 'never' && move.result.kind !== 'later')); // prettier-ignore
        for (const move of [{ kind: 'event', name: 'Signed Up', age: 0 } as const, ...noted]) play(world, move);
        expect(new Set(world.sent).size).toBe(world.sent.length);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a profile', () => {
  const facts = fc.record({
    name: fc.constantFrom('A', 'B', null),
    at: fc.integer({ min: monday - 3, max: monday + 3 }),
    traits: fc.dictionary(fc.constantFrom('plan', '__proto__', 'a.b'), fc.constantFrom('x', 'y', 1, null)),
  });

  it('is the same whatever order its events are folded in', () => {
    const shuffled = fc.array(facts, { maxLength: 30 }).chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
    ); // prettier-ignore
    fc.assert(
      fc.property(shuffled, (orders) => {
        const [one, other] = orders.map((events) =>
          foldOf(events.map(({ name: event, ...rest }) => eventOf('bo', event, rest))),
        );
        expect(one).toEqual(other);
      }),
    );
  });
});
