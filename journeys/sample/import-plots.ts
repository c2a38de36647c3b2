import { importFails, imports, invites, profile } from './deeds.ts';
import type { Plot } from './plots.ts';
import type { Scene } from './scene.ts';
import { day, hour } from './time.ts';

/** Somebody who has signed up and completed the profile within a day. Returns when. */
function begins(scene: Scene, more?: Parameters<Scene['arrives']>[0]): number {
  scene.arrives(more);
  return profile(scene, hour, 24 * hour);
}

/** Those who bring data along, each in another way. */
const importing: readonly Plot[] = [
  {
    name: 'imports when settled',
    people: 8,
    days: [0, 9],
    tell: (s) => {
      const done = begins(s);
      invites(s, imports(s, done + 25 * hour, done + 46 * hour) + day, 5 * day);
    },
  },
  {
    name: 'imported at once: known before it is waited for',
    people: 4,
    days: [0, 10],
    tell: (s) => {
      s.arrives();
      imports(s, hour, 5 * hour);
      profile(s, 6 * hour, 40 * hour);
    },
  },
  {
    name: 'an import fails',
    people: 5,
    days: [0, 10],
    tell: (s) => {
      const done = begins(s);
      importFails(s, done + 25 * hour, done + 46 * hour);
    },
  },
  {
    name: 'fails, then tries again in time, before anybody waits for either: the first counts',
    people: 2,
    days: [0, 10],
    tell: (s) => {
      s.arrives();
      importFails(s, hour, 3 * hour);
      imports(s, 4 * hour, 8 * hour);
      profile(s, 9 * hour, 40 * hour);
    },
  },
  {
    name: 'tries with three rows only: no import yet',
    people: 2,
    days: [0, 10],
    tell: (s) => {
      const done = begins(s);
      const properties = { rows: 3, source: 'a spreadsheet', workspace: s.workspace };
      s.track('Import Finished', s.within(done + 25 * hour, done + 46 * hour), { properties });
    },
  },
  {
    name: "imports into a colleague's workspace: not theirs",
    people: 2,
    days: [0, 10],
    tell: (s) => {
      const done = begins(s);
      const properties = { rows: 80, source: 'a spreadsheet', workspace: 'ws-of-a-colleague' };
      s.track('Import Finished', s.within(done + 25 * hour, done + 46 * hour), { properties });
    },
  },
  {
    name: 'the import is heard of late: seen at the deadline',
    people: 2,
    days: [0, 8],
    tell: (s) => {
      const done = begins(s);
      const properties = { rows: 25, source: 'another tool', workspace: s.workspace };
      s.track('Import Finished', done + 2 * hour, { properties, delay: 30 * hour });
      s.quietFrom(done + 32 * hour);
    },
  },
];

/** Those whose trial matters. */
const trying: readonly Plot[] = [
  {
    name: 'tries the plan for teams, with a team',
    people: 5,
    days: [0, 8],
    tell: (s) => {
      const done = begins(s, { plan: 'team' });
      invites(s, done + 3 * day, 6 * day);
    },
  },
  {
    name: 'is given more time while the end of the trial is awaited',
    people: 3,
    days: [0, 4],
    tell: (s) => {
      begins(s, { plan: 'team' });
      invites(s, 26 * hour, 40 * hour);
      const longer = { trialEndsAt: new Date(s.start + 16 * day).toISOString() };
      s.identify(s.within(8 * day, 9 * day), longer, { delay: 400 });
    },
  },
  {
    name: 'is given less, and hears of it at once',
    people: 1,
    days: [0, 2],
    tell: (s) => {
      begins(s, { plan: 'team' });
      invites(s, 26 * hour, 40 * hour);
      const shorter = { trialEndsAt: new Date(s.start + 9 * day).toISOString() };
      s.identify(s.within(8 * day, 9 * day), shorter, { delay: 400 });
    },
  },
];

export const importPlots: readonly Plot[] = [...importing, ...trying];
