import { bucket } from './bucket.ts';
import type { Received } from './events.ts';
import { daysBefore, nextMorning } from './local-time.ts';
import {
  day,
  delay,
  delayUntil,
  firstOf,
  card,
  mail,
  send,
  wait,
  type Answer,
  type Effect,
  type Entry,
  type Script,
  type Walk,
} from './script.ts';
import type { User } from './user.ts';

const weekdays = [1, 2, 3, 4, 5];
const tag = 'onboarding';

function say(template: string, locales?: readonly string[]): Effect {
  return send(template, { tag, ...(locales && { locales }) });
}

function since(instants: readonly number[], instant: number): readonly number[] {
  return instants.filter((at) => at >= instant);
}

function isNew(user: User, now: number): boolean {
  const signedUpAt = user.trait('signedUpAt');
  return signedUpAt !== undefined && Date.parse(signedUpAt) >= now - 7 * day;
}

function isActive(user: User, now: number): boolean {
  return since(user.did('Teammate Invited'), now - 3 * day).length > 0;
}

function isTeamPlayer(user: User, now: number): boolean {
  return since(user.did('Teammate Invited'), now - 14 * day).length >= 2;
}

function hasInvited(user: User): boolean {
  return user.did('Teammate Invited').length > 0;
}

/** A film for 45 of 100, nothing for as many, and ten who are not asked. */
function seesFilm(user: User): boolean {
  return bucket('tour-format', user.id) < 0.45;
}

/** The template about the import that came first, between the entry and the deadline; null without one. */
function importMail(user: User, entry: Entry, deadline: number): Effect | null {
  type Import = Pick<Received, 'timestamp' | 'properties'>;
  const inTime = ({ timestamp }: Import): boolean => timestamp >= entry.at && timestamp <= deadline;
  const ours = ({ properties: { rows, workspace } }: Import): boolean =>
    Number(rows) >= 10 && workspace !== undefined && workspace === entry.properties.workspace;
  const done = user.heard('Import Finished').find((one) => inTime(one) && ours(one));
  const failed = user.heard('Import Failed').find(inTime);
  if (done === undefined && failed === undefined) return null;
  const failedFirst = failed !== undefined && !(done !== undefined && done.timestamp <= failed.timestamp);
  return say(failedFirst ? 'import-help' : 'import-done');
}

/** From the profile to the morning on which a colleague may be asked for. */
function* bringAlong(user: User, entry: Entry): Generator<Effect, void, Answer> {
  const { now } = yield delay(day);
  const mail = (): Effect | null => importMail(user, entry, now + day);
  yield wait(() => mail() !== null, day);
  const imported = mail();
  if (imported !== null) yield imported;
  else if (seesFilm(user)) yield say('video-tour');
  yield delayUntil((arrived) => nextMorning(user.zone(), arrived, { time: '09:00', days: weekdays }));
}

/** Asks for a colleague, four times at most. */
function* askAlong(user: User): Generator<Effect, void, Answer> {
  const invites = [mail('invite', { tag }), card('invite-card', { tag })];
  yield firstOf('invite', invites, { when: () => !hasInvited(user), heldAtMost: 2 * day });
  const answer = yield wait(() => hasInvited(user), 2 * day);
  let began = answer.now;
  for (let round = 1; !answer.held && round <= 3 && !hasInvited(user); round += 1) {
    yield say('invite-reminder');
    // From one round's beginning to the next, however long its mail was held.
    const next = began + 2 * day;
    if (round < 3) ({ now: began } = yield delayUntil(() => next));
  }
}

/** Three days before the trial ends, first thing in the morning. */
function* trial(user: User, now: number): Generator<Effect, void, Answer> {
  const ends = (): string | undefined => user.trait('trialEndsAt');
  if (ends() === undefined) return;
  const due = (): number => daysBefore(user.zone(), Date.parse(ends() ?? ''), { days: 3, time: '07:00' });
  const over = due() < now;
  const after = over ? now : (yield delayUntil(due, ends)).now;
  // The trial may come to end so soon that the morning is over.
  yield over || due() < after ? { kind: 'skip', step: 'trial-ends' } : send('trial-ends', { tag: 'trial' });
}

/** journeys/onboarding/journey.yaml, by hand. */
function* walk(user: User, entry: Entry): Walk {
  const hasProfile = (): boolean => user.did('Profile Completed').length > 0;
  yield say('welcome');
  let answer = yield wait(hasProfile, 2 * day);
  if (!answer.held) {
    yield say('finish-profile');
    answer = yield wait(hasProfile, day);
    if (!answer.held) return 'stalled';
  }

  const onPhone = isNew(user, answer.now) && user.mobile();
  yield onPhone ? firstOf('mobile-tips', [card('content/mobile-tips', { tag })]) : say('tutorial');
  yield* bringAlong(user, entry);
  yield* askAlong(user);

  let { now } = yield delay(day);
  if (isActive(user, now) || isTeamPlayer(user, now)) {
    yield say('first-project');
    ({ now } = yield delay(2 * day));
    yield say('project-ideas', ['en']);
  } else if (isNew(user, now)) yield say('check-in');

  yield* trial(user, now);
  if (!hasInvited(user)) return 'quiet';
  yield { kind: 'set', trait: 'onboarded', value: 'true' };
  if (user.trait('team') !== undefined) yield { kind: 'start', journey: 'team-tips' };
  return 'done';
}

export const onboarding: Script = {
  journey: 'onboarding',
  enrols: (user, event) =>
    event.event === 'Signed Up' && user.did('Signed Up').length === 1 && user.trait('plan') !== 'enterprise',
  per: null,
  again: null,
  exclusive: 'lifecycle',
  holdout: 0.05,
  goal: { event: 'Project Created', within: 14 * day },
  left: (user, entry, now) =>
    since(user.did('Account Deleted'), entry).length > 0 ||
    user.trait('plan') === 'enterprise' ||
    now >= entry + 20 * day,
  alarms: (_, entry) => [entry + 20 * day],
  walk,
};
