import { day, delay, send, wait, type Script, type Walk } from './script.ts';
import type { User } from './user.ts';

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

/** journeys/onboarding/journey.yaml, by hand. */
function* walk(user: User): Walk {
  const hasProfile = (): boolean => user.did('Profile Completed').length > 0;
  const hasInvited = (): boolean => user.did('Teammate Invited').length > 0;

  yield send('welcome');
  let answer = yield wait(hasProfile, 2 * day);
  if (!answer.held) {
    yield send('finish-profile');
    answer = yield wait(hasProfile, day);
    if (!answer.held) return 'stalled';
  }

  yield isNew(user, answer.now) && user.mobile() ? send('mobile-tips') : send('tutorial');
  yield delay(day);
  if (!hasInvited()) yield send('invite');
  answer = yield wait(hasInvited, 3 * day);
  if (!answer.held) yield send('invite-reminder');

  const { now } = yield delay(2 * day);
  if (isActive(user, now) || isTeamPlayer(user, now)) {
    yield send('first-project');
    yield delay(2 * day);
    yield send('project-ideas', ['en']);
    return 'done';
  }
  if (!isNew(user, now)) return 'quiet';
  yield send('check-in');
  return 'done';
}

export const onboarding: Script = {
  journey: 'onboarding',
  enrols: (user, event) =>
    event.event === 'Signed Up' && user.did('Signed Up').length === 1 && user.trait('plan') !== 'enterprise',
  again: null,
  converted: (user, entry) => since(user.did('Project Created'), entry).some((at) => at <= entry + 14 * day),
  left: (user, entry, now) => since(user.did('Account Deleted'), entry).length > 0 || now >= entry + 20 * day,
  alarms: (_, entry) => [entry + 20 * day],
  walk,
};
