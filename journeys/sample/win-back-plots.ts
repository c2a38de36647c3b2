import type { Plot } from './plots.ts';
import type { Scene } from './scene.ts';
import { day, hour, minute } from './time.ts';

/** A customer of last year, of whose account only the paid time is news. */
function known(scene: Scene, paidUntil: number, more: Readonly<Record<string, string>> = {}): void {
  const until = new Date(scene.start + paidUntil).toISOString();
  const traits = scene.account({ signedUpAt: '2025-03-20T08:00:00.000Z', paidUntil: until, ...more });
  scene.identify(-scene.random.between(2 * minute, 5 * minute), traits, { delay: 300 });
}

function cancel(scene: Scene, offset: number, delay?: number): void {
  scene.track('Subscription Cancelled', offset, {
    properties: { reason: scene.random.pick(['price', 'effort', 'done']) },
    ...(delay === undefined ? {} : { delay }),
  });
}

/** Whoever cancels a subscription. */
export const winBackPlots: readonly Plot[] = [
  {
    name: 'cancels and stays away',
    people: 8,
    days: [0, 13],
    tell: (s) => {
      known(s, s.random.between(5 * day, 25 * day));
      cancel(s, 0);
    },
  },
  {
    name: 'cancels, says why, stays away',
    people: 4,
    days: [0, 11],
    tell: (s) => {
      known(s, 20 * day, { plan: 'team' });
      cancel(s, 0);
      s.track('Feedback Given', s.within(hour, 40 * hour), { properties: { score: s.random.between(1, 6) } });
    },
  },
  {
    name: 'says why, then cancels',
    people: 2,
    days: [1, 11],
    tell: (s) => {
      s.track('Feedback Given', -3 * hour, { properties: { score: 2 } });
      known(s, 20 * day);
      cancel(s, 0);
    },
  },
  {
    name: 'cancels and returns',
    people: 5,
    days: [0, 9],
    tell: (s) => {
      known(s, 12 * day, { plan: 'team' });
      cancel(s, 0);
      s.track('Subscription Resumed', s.within(3 * hour, 80 * hour));
    },
  },
  {
    name: 'the paid time ran out before the last offer',
    people: 3,
    days: [0, 11],
    tell: (s) => {
      known(s, -s.random.between(30 * minute, 20 * hour));
      cancel(s, 0);
    },
  },
  {
    name: 'had long been gone',
    people: 2,
    days: [0, 12],
    tell: (s) => {
      known(s, -8 * day);
      cancel(s, 0);
    },
  },
  {
    name: 'cancels offline, and is heard of before the day is over',
    people: 3,
    days: [0, 12],
    tell: (s) => {
      known(s, 20 * day);
      cancel(s, 0, s.random.between(14 * hour, 22 * hour));
    },
  },
  {
    name: 'cancels again in the second week and enters again',
    people: 2,
    days: [0, 4],
    tell: (s) => {
      known(s, 30 * day);
      cancel(s, 0);
      cancel(s, s.within(8 * day, 9 * day));
    },
  },
  {
    name: 'cancels again at once and too soon afterwards: neither enters',
    people: 2,
    days: [0, 5],
    tell: (s) => {
      known(s, 30 * day);
      cancel(s, 0);
      cancel(s, s.within(day, 2 * day));
      cancel(s, s.within(5 * day, 6 * day));
    },
  },
  {
    name: 'signs up and cancels soon: still in onboarding, so not won back',
    people: 5,
    days: [0, 9],
    tell: (s) => {
      s.arrives({ paidUntil: new Date(s.start + 30 * day).toISOString() });
      s.track('Profile Completed', s.within(hour, 20 * hour));
      cancel(s, s.within(day, 2 * day));
    },
  },
  {
    name: 'signs up, cancels, deletes the account',
    people: 2,
    days: [0, 9],
    tell: (s) => {
      s.arrives();
      cancel(s, 10 * hour);
      s.deletes(s.within(30 * hour, 44 * hour));
    },
  },
  {
    name: 'a customer of last year who only looks around',
    people: 7,
    days: [0, 2],
    tell: (s) => known(s, 60 * day),
  },
];
