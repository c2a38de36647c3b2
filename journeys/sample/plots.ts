import { invites, profile, project } from './deeds.ts';
import type { Scene } from './scene.ts';
import { day, hour, minute, second } from './time.ts';

/** What happens to one person. Every fork of the example's journeys is met by at least one plot. */
export interface Plot {
  readonly name: string;
  /** How many people it happens to. */
  readonly people: number;
  /** The days of the sample on which it begins; the later its last event, the earlier. */
  readonly days: readonly [number, number];
  readonly tell: (scene: Scene) => void;
}

/** Those who stall, one plot for every step at which one can. */
const stalling: readonly Plot[] = [
  { name: 'vanishes after sign-up', people: 20, days: [0, 13.9], tell: (s) => s.arrives() },
  {
    name: 'completes the profile in time, then stalls',
    people: 16,
    days: [0, 11],
    tell: (s) => {
      s.arrives();
      profile(s, 10 * minute, 46 * hour);
    },
  },
  {
    name: 'completes the profile after the reminder, then stalls',
    people: 10,
    days: [0, 9],
    tell: (s) => {
      s.arrives();
      profile(s, 49 * hour, 70 * hour);
    },
  },
  {
    name: 'invites when asked, then stalls',
    people: 14,
    days: [0, 8],
    tell: (s) => {
      s.arrives();
      invites(s, profile(s, hour, 40 * hour) + 25 * hour, 5 * day);
    },
  },
  {
    name: 'invites two before the profile, then stalls',
    people: 5,
    days: [0, 8],
    tell: (s) => {
      s.arrives();
      invites(s, hour, 4 * hour);
      invites(s, 4 * hour, 9 * hour);
      profile(s, 28 * hour, 46 * hour);
    },
  },
  {
    name: 'invites one before the profile, which is told twice and counts once',
    people: 3,
    days: [0, 8],
    tell: (s) => {
      s.arrives();
      s.track('Teammate Invited', s.within(hour, 9 * hour), { repeated: 20 * second });
      profile(s, 28 * hour, 46 * hour);
    },
  },
];

/** Those who reach the goal. */
const converting: readonly Plot[] = [
  {
    name: 'starts a project at once',
    people: 14,
    days: [0, 13],
    tell: (s) => {
      s.arrives();
      project(s, 20 * minute, 20 * hour);
    },
  },
  {
    name: 'starts a project after the profile',
    people: 14,
    days: [0, 10],
    tell: (s) => {
      s.arrives();
      const done = profile(s, hour, 40 * hour);
      project(s, done + hour, done + 30 * hour);
    },
  },
  {
    name: 'starts a project after inviting',
    people: 12,
    days: [0, 6],
    tell: (s) => {
      s.arrives();
      const invited = invites(s, profile(s, hour, 40 * hour) + 25 * hour, 4 * day);
      project(s, invited + hour, invited + 70 * hour);
    },
  },
  {
    name: 'starts two projects, both days after the closing mail',
    people: 3,
    days: [0, 3],
    tell: (s) => {
      s.arrives();
      profile(s, hour, 12 * hour);
      project(s, 9 * day, 10 * day);
      project(s, 10 * day, 11 * day);
    },
  },
  {
    name: 'the project is heard of before the sign-up',
    people: 3,
    days: [0, 12],
    tell: (s) => {
      s.identify(-2 * minute, s.account(), { delay: 300 });
      s.track('Signed Up', 0, { delay: 5 * hour });
      s.track('Project Created', 2 * hour, { delay: 400 });
    },
  },
  {
    name: 'had a project before signing up: it does not count',
    people: 3,
    days: [1, 10],
    tell: (s) => {
      s.track('Project Created', -3 * hour, { delay: 500 });
      s.arrives();
      profile(s, hour, 40 * hour);
    },
  },
];

/** Those who go. */
const going: readonly Plot[] = [
  {
    name: 'deletes the account while the profile is awaited',
    people: 5,
    days: [0, 12],
    tell: (s) => {
      s.arrives();
      s.deletes(s.within(hour, 44 * hour));
    },
  },
  {
    name: 'deletes the account later',
    people: 6,
    days: [0, 7],
    tell: (s) => {
      s.arrives();
      const done = profile(s, hour, 30 * hour);
      s.deletes(s.within(done + 2 * hour, done + 5 * day));
    },
  },
  {
    name: 'the deletion is heard of before the sign-up',
    people: 2,
    days: [0, 12],
    tell: (s) => {
      s.identify(-2 * minute, s.account(), { delay: 300 });
      s.track('Signed Up', 0, { delay: 4 * hour });
      s.deletes(hour, { delay: 30 * second });
    },
  },
];

export const onboardingPlots: readonly Plot[] = [...stalling, ...converting, ...going];
