import type { Plot } from './plots.ts';
import { day, hour, minute } from './time.ts';

/** Late: heard of more than 24 hours afterwards, when an event only changes the profile. */
const late: readonly Plot[] = [
  {
    name: 'the sign-up comes late, a second one in time is not the first: nobody enters',
    people: 4,
    days: [0, 9],
    tell: (s) => {
      s.identify(0, s.account(), { delay: 400 });
      const delay = s.random.between(26 * hour, 4 * day);
      s.track('Signed Up', 2 * minute, { delay });
      s.track('Signed Up', delay + 3 * hour, { delay: 600 });
    },
  },
  {
    name: 'a late project is seen at the next decision',
    people: 5,
    days: [0, 9],
    tell: (s) => {
      s.arrives();
      const delay = s.random.between(25 * hour, 40 * hour);
      s.track('Project Created', 3 * hour, { delay });
      s.quietFrom(3 * hour + delay);
    },
  },
  {
    name: 'a late profile is seen at the deadline',
    people: 4,
    days: [0, 9],
    tell: (s) => {
      s.arrives();
      s.track('Profile Completed', 5 * hour, { delay: 30 * hour });
      s.quietFrom(35 * hour);
    },
  },
  {
    name: 'a late deletion is seen at the next decision',
    people: 3,
    days: [0, 9],
    tell: (s) => {
      s.arrives();
      s.deletes(4 * hour, { delay: 31 * hour });
      s.quietFrom(35 * hour);
    },
  },
];

/** Identified too late, twice, in the wrong order, or never. */
const identity: readonly Plot[] = [
  {
    name: 'no address, ever',
    people: 5,
    days: [0, 9],
    tell: (s) => {
      s.track('Signed Up', 0);
      s.track('Profile Completed', s.within(2 * hour, 40 * hour));
    },
  },
  {
    name: 'identified only after the welcome was due',
    people: 6,
    days: [0, 9],
    tell: (s) => {
      s.track('Signed Up', 0, { delay: 800 });
      s.identify(-minute, s.account(), { delay: s.random.between(10 * minute, 8 * hour) });
      s.track('Profile Completed', s.within(9 * hour, 44 * hour));
    },
  },
  {
    name: 'an older plan arrives after the newer one and does not win',
    people: 3,
    days: [1, 12],
    tell: (s) => {
      s.identify(-2 * hour, s.account({ plan: 'team' }), { delay: 200 });
      s.identify(-5 * hour, { plan: 'enterprise', firstName: 'Old' }, { delay: 4 * hour });
      s.track('Signed Up', 0, { delay: 900 });
    },
  },
  {
    name: 'two plans of the same instant: the later arrival wins',
    people: 2,
    days: [0, 12],
    tell: (s) => {
      s.identify(-10 * minute, s.account({ plan: 'enterprise' }), { delay: 200 });
      s.identify(-10 * minute, { plan: 'free' }, { delay: 3 * minute });
      s.track('Signed Up', 0, { delay: 900 });
    },
  },
  {
    name: 'signs up twice: only the first counts',
    people: 4,
    days: [0, 9],
    tell: (s) => {
      s.arrives();
      s.track('Signed Up', s.within(hour, 4 * day));
    },
  },
  {
    name: 'an account from long ago signs up: not new',
    people: 5,
    days: [0, 9],
    tell: (s) => {
      s.arrives({ signedUpAt: '2025-06-11T09:30:00.000Z' });
      s.track('Profile Completed', s.within(hour, 40 * hour));
    },
  },
  {
    name: "the phone's clock is ahead of the project's: what counts is the receipt",
    people: 4,
    days: [0, 9],
    tell: (s) => {
      const ahead = s.random.between(2 * hour, 5 * hour);
      s.identify(ahead - 2 * minute, s.account(), { delay: 300 - ahead });
      s.track('Signed Up', ahead, { delay: 700 - ahead });
      s.track('Project Created', hour, { delay: 500 });
    },
  },
];

/** The sales team looks after these. */
const enterprise: readonly Plot[] = [
  {
    name: 'enterprise: nobody enters',
    people: 12,
    days: [0, 13],
    tell: (s) => s.arrives({ plan: 'enterprise' }),
  },
  {
    name: 'known to be enterprise only after entering',
    people: 3,
    days: [0, 10],
    tell: (s) => {
      s.track('Signed Up', 0, { delay: 500 });
      s.identify(minute, s.account({ plan: 'enterprise' }), { delay: 5 * minute });
      s.track('Profile Completed', s.within(3 * hour, 44 * hour));
    },
  },
];

export const untidyPlots: readonly Plot[] = [...late, ...identity, ...enterprise];
