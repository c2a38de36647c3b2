import { invites, profile } from './deeds.ts';
import type { Plot } from './plots.ts';
import type { Scene } from './scene.ts';
import { day, hour, minute } from './time.ts';

interface Team {
  readonly teamId: string;
  readonly teamName: string;
}

const design: Team = { teamId: 't-11', teamName: 'Design' };
const teams: readonly Team[] = [
  design,
  { teamId: 't-12', teamName: 'Field Sales' },
  { teamId: 't-13', teamName: 'Ops & Co' },
];

/** Somebody who has had an account for long. */
function known(scene: Scene): void {
  const traits = scene.account({ signedUpAt: '2025-10-06T08:00:00.000Z', plan: 'team' });
  scene.identify(-scene.random.between(2 * minute, 5 * minute), traits, { delay: 300 });
}

function joins(scene: Scene, offset: number, team: Team): void {
  scene.track('Team Joined', offset, { properties: { ...team } });
}

function takesTask(scene: Scene, offset: number, { teamId }: Team): void {
  scene.track('Task Taken', offset, { properties: { teamId } });
}

function comments(scene: Scene, offset: number, { teamId }: Team): void {
  scene.track('Comment Written', offset, { properties: { teamId } });
}

/** Whoever comes into a team. */
export const teamPlots: readonly Plot[] = [
  {
    name: 'joins a team and looks on',
    people: 5,
    days: [0, 12],
    tell: (s) => {
      known(s);
      joins(s, 0, s.random.pick(teams));
    },
  },
  {
    name: 'joins a team and takes part',
    people: 5,
    days: [0, 11],
    tell: (s) => {
      const team = s.random.pick(teams);
      known(s);
      joins(s, 0, team);
      comments(s, s.within(10 * hour, 20 * hour), team);
      takesTask(s, s.within(10 * hour, 40 * hour), team);
    },
  },
  {
    name: 'joins a team and takes half a part',
    people: 2,
    days: [0, 11],
    tell: (s) => {
      known(s);
      joins(s, 0, design);
      takesTask(s, s.within(10 * hour, 40 * hour), design);
    },
  },
  {
    name: 'joins two teams, and takes part in the first',
    people: 3,
    days: [0, 10],
    tell: (s) => {
      const [first = design, second = design] = teams;
      known(s);
      joins(s, 0, first);
      joins(s, 14 * hour, second);
      takesTask(s, s.within(24 * hour, 40 * hour), first);
      comments(s, s.within(24 * hour, 40 * hour), first);
    },
  },
  {
    name: 'joins, goes and joins again: once for every team',
    people: 2,
    days: [0, 5],
    tell: (s) => {
      known(s);
      joins(s, 0, design);
      joins(s, 7 * day, design);
    },
  },
  {
    name: 'joins a team without a name of its own: nobody enters',
    people: 1,
    days: [0, 12],
    tell: (s) => {
      known(s);
      s.track('Team Joined', 0);
    },
  },
  {
    name: 'joins a team and deletes the account',
    people: 1,
    days: [0, 12],
    tell: (s) => {
      known(s);
      joins(s, 0, design);
      s.deletes(s.within(10 * hour, 40 * hour));
    },
  },
  {
    name: "signs up with a colleague's invitation, and goes all the way",
    people: 5,
    days: [0, 5],
    tell: (s) => {
      const team = s.random.pick(teams);
      s.arrives({ team: team.teamName }, { ...team });
      invites(s, profile(s, hour, 30 * hour) + 50 * hour, 6 * day);
    },
  },
  {
    name: 'is invited into a team that was joined already: no second series',
    people: 1,
    days: [0, 3],
    tell: (s) => {
      s.arrives({ team: design.teamName }, { ...design });
      invites(s, profile(s, hour, 20 * hour) + 50 * hour, 5 * day);
      joins(s, 30 * hour, design);
    },
  },
];
