import { day, delay, hour, send, wait, type Script, type Segment, type Walk } from './script.ts';
import type { User } from './user.ts';

const tag = 'offer';

/** When somebody becomes `churned`: three days after the paid time ran out. */
function churnsAt(user: User): number {
  const paidUntil = user.trait('paidUntil');
  return paidUntil === undefined ? Infinity : Date.parse(paidUntil) + 3 * day;
}

function hasAnswered(user: User, now: number): boolean {
  return user.did('Feedback Given').some((at) => at >= now - 7 * day);
}

/** When a day is over since the newest cancellation. */
function lapsesAt(user: User): number {
  const cancelled = user.did('Subscription Cancelled');
  return cancelled.length === 0 ? Infinity : Math.max(...cancelled) + day;
}

const lapsed: Segment = {
  holds: (user, now) =>
    now >= lapsesAt(user) && [...user.did('Subscription Resumed'), ...user.did('Account Deleted')].length === 0,
  turns: (user) => [lapsesAt(user)],
};

/** journeys/win-back/journey.yaml, by hand. */
function* walk(user: User): Walk {
  yield send('sorry', { tag });
  const answer = yield wait((now) => hasAnswered(user, now), 2 * day);
  if (!answer.held) yield send('one-question', { tag, locales: ['en'] });
  yield delay(40 * hour);
  const plan = user.trait('plan');
  yield plan === 'team' || plan === 'enterprise' ? send('team-offer', { tag }) : send('solo-offer', { tag });
  return 'finished';
}

export const winBack: Script = {
  journey: 'win-back',
  per: null,
  exclusive: 'lifecycle',
  holdout: 0,
  enrols: () => false,
  segment: lapsed,
  again: 3 * day,
  goal: { event: 'Subscription Resumed', within: 10 * day },
  left: (user, entry, now) =>
    user.did('Account Deleted').some((at) => at >= entry) || now >= churnsAt(user) || now >= entry + 4 * day,
  alarms: (user, entry) => [churnsAt(user), entry + 4 * day],
  walk,
};
