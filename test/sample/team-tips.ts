import { nextMorning } from './local-time.ts';
import { day, delayUntil, send, wait, type Entry, type Script, type Walk } from './script.ts';
import type { User } from './user.ts';

const tuesdayAndThursday = [2, 4];
const tag = 'team';

/** journeys/team-tips/journey.yaml, by hand. */
function* walk(user: User, entry: Entry): Walk {
  const { now: arrived } = yield send('team-welcome', { tag }, () => user.trait('onboarded') !== 'true');
  const { teamId } = entry.properties;
  const took = (event: string): boolean =>
    user.heard(event).some((one) => {
      const inTime = one.timestamp >= arrived && one.timestamp <= arrived + 2 * day;
      return inTime && one.properties.teamId === teamId;
    });
  const answer = yield wait(() => took('Task Taken') && took('Comment Written'), 2 * day);
  if (!answer.held) yield send('team-habits', { tag });

  yield delayUntil((from) => nextMorning(user.zone(), from, { time: '10:00', days: tuesdayAndThursday }));
  yield send('team-views', { tag, locales: ['en'] });
  return 'finished';
}

export const teamTips: Script = {
  journey: 'team-tips',
  enrols: (_, event) => event.event === 'Team Joined',
  per: 'teamId',
  again: null,
  exclusive: null,
  holdout: 0,
  goal: null,
  left: (user, entry) => user.did('Account Deleted').some((at) => at >= entry),
  alarms: () => [],
  walk,
};
