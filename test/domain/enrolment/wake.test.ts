import { receive } from '../../../domain/enrolment/receive.ts';
import type { User } from '../../../domain/enrolment/user.ts';
import type { Condition } from '../../../domain/condition/condition.ts';
import { day, hour } from '../../../domain/time/instant.ts';
import { eventOf, monday } from '../../support/event.ts';
import { play } from '../../support/play.ts';
import { done, programOf } from '../../support/program.ts';
import { releaseOf } from '../../support/release.ts';
import { waitFor } from '../../support/steps.ts';

const none = { kind: 'compare', comparison: 'eq', operand: { kind: 'value', value: 0 } } as const;
const quiet: Condition = { kind: 'did', event: 'Opened', within: day, times: [none] };
/** Opened, and then not for a day; or the profile is completed. */
const condition: Condition = {
  kind: 'or',
  of: [{ kind: 'and', of: [done('Opened'), quiet] }, done('Profile Completed')],
};
const program = programOf([waitFor(condition, 'it')]);
const release = releaseOf([program]);

/** Who has done these things since, of which no decision was taken yet. */
function after(...deeds: readonly (readonly [name: string, at: number])[]): User {
  const { user } = play([program], { until: monday });
  return deeds.reduce((before, [name, at]) => {
    const event = eventOf('bo', name, { at: monday + at, messageId: `${name} ${at / hour}` });
    return receive(before, event, { release, at: monday }).user;
  }, user);
}

describe('waking a visit', () => {
  it('keeps the event with which what is awaited has come true', () => {
    expect(after(['Profile Completed', hour]).visits.test!.woke).toEqual({
      number: 1,
      at: monday + hour,
      event: 'Profile Completed 1',
    });
  });

  it('keeps none where only the timer is to be set anew', () => {
    expect(after(['Opened', hour]).visits.test!.woke).toEqual({ number: 1, at: monday + hour });
  });

  it('keeps the first, once, whatever comes before the decision', () => {
    const { visits, todo } = after(
      ['Opened', hour],
      ['Profile Completed', 2 * hour],
      ['Profile Completed', 3 * hour],
      ['Opened', 4 * hour],
    );
    expect(visits.test!.woke).toEqual({ number: 1, at: monday + hour, event: 'Profile Completed 2' });
    expect(todo.filter(({ kind }) => kind === 'wake')).toHaveLength(1);
  });
});
