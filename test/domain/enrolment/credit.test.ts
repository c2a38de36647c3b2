import type { Program } from '../../../domain/journey/program.ts';
import { simulate } from '../../../domain/simulation/simulate.ts';
import { day, type Instant } from '../../../domain/time/instant.ts';
import { eventOf, monday } from '../../support/event.ts';
import { play, type Deed } from '../../support/play.ts';
import { programOf } from '../../support/program.ts';
import { releaseOf } from '../../support/release.ts';
import { delay, send } from '../../support/steps.ts';

const goal = { milestone: 'project', event: 'Project Created', within: 14 * day };
const onlyWelcome = (rest: Partial<Program> = {}): Program => programOf([send('welcome')], { goal, ...rest });

function credited(deeds: readonly Deed[], program = onlyWelcome()): Instant | null | undefined {
  return play([program], { deeds }).user.visits.test?.converted;
}

describe('a goal that is reached after the last step', () => {
  it.each<[string, readonly Deed[], Instant | null]>([
    ['is credited to whoever has finished', [['Project Created', '3d']], monday + 3 * day],
    ['is credited at the end of its time', [['Project Created', '14d']], monday + 14 * day],
    ['is not credited after its time', [['Project Created', '14d 1s']], null],
    ['is credited once, the first time', [['Project Created', '3d'], ['Project Created', '4d']], monday + 3 * day],
    ['is not credited for another event', [['Teammate Invited', '3d']], null],
  ])('%s', (_, deeds, expected) => {
    expect(credited(deeds)).toBe(expected);
  }); // prettier-ignore

  it('counts by the timestamp of its event, however late it comes', () => {
    const project = eventOf('bo', 'Project Created', { at: monday + 20 * day, timestamp: monday + 3 * day });
    const signedUp = eventOf('bo', 'Signed Up', { at: monday });
    const story = { release: releaseOf([onlyWelcome()]), user: 'bo', events: [signedUp, project] };
    expect(simulate(story).user.visits.test).toMatchObject({ status: 'closed', converted: monday + 3 * day });
  });

  it('is not credited to whoever has left, nor once more to whoever converted under way', () => {
    const program = programOf([delay(10 * day)], { goal, leave: [{ kind: 'event', on: 'Account Deleted' }] });
    expect(credited([['Account Deleted', '1d'], ['Project Created', '3d']], program)).toBeNull(); // prettier-ignore
    expect(credited([['Project Created', '3d'], ['Project Created', '12d']], program)).toBeNull(); // prettier-ignore
  });

  it('is not credited where there is no goal', () => {
    expect(credited([['Project Created', '3d']], onlyWelcome({ goal: null }))).toBeNull();
  });

  it('is credited to the visit that has entered last', () => {
    const again = onlyWelcome({ again: { kind: 'always' } });
    const deeds: Deed[] = [['Signed Up', '5d'], ['Project Created', '6d']]; // prettier-ignore
    const visit = play([again], { deeds }).user.visits.test;
    expect([visit?.visit, visit?.converted]).toEqual([2, monday + 6 * day]);
  });
});
