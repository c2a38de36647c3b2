import { compact } from '../../../domain/enrolment/compact.ts';
import { decide } from '../../../domain/enrolment/decide.ts';
import type { User } from '../../../domain/enrolment/user.ts';
import { day } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';
import { play, type Deed } from '../../support/play.ts';
import { onEvent, programOf } from '../../support/program.ts';
import { send } from '../../support/steps.ts';

/** Somebody who has been through a journey for each of so many teams. */
function afterTeams(count: number): User {
  const program = programOf([send('welcome')], {
    enrol: [onEvent('Team Joined')],
    per: 'properties.team',
  });
  const deeds = Array.from({ length: count }, (_, index): Deed => ['Team Joined', '', { team: `t${index}` }]);
  return play([program], { deeds }).user;
}

function bytesOf(user: User): number {
  return JSON.stringify(user.visits).length;
}

describe('what is kept of visits that ended long ago', () => {
  it('is a fraction of them where there are many, and still knows that there was one for each key', () => {
    const user = afterTeams(30);
    const small = compact(user, monday + 3 * day);
    expect(bytesOf(small)).toBeLessThan(bytesOf(user) * 0.6);
    expect(Object.keys(small.visits)).toEqual(Object.keys(user.visits));
    expect(new Set(Object.values(small.visits).map(({ status }) => status))).toEqual(new Set(['closed']));
  });

  it('is all of them where there are few, and for a day after the end', () => {
    const [few, many] = [afterTeams(20), afterTeams(30)];
    expect(compact(few, monday + 3 * day)).toBe(few);
    expect(compact(many, monday + day / 2)).toBe(many);
  });

  it('lets no workflow begin again that asks for its last decision much too late', () => {
    const small = compact(afterTeams(30), monday + 3 * day);
    const [course = ''] = Object.keys(small.visits);
    const { visit = 0, number = 0 } = small.visits[course] ?? {};
    const question = { course, visit, number: number - 1, state: null };
    expect(decide(small, question, null as never)).toEqual({ kind: 'gone' });
  });
});
