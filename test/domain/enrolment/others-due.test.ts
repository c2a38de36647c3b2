import { newVisit } from '../../../domain/enrolment/new-visit.ts';
import { othersDue } from '../../../domain/enrolment/others-due.ts';
import { newUser, type User } from '../../../domain/enrolment/user.ts';
import type { Visit } from '../../../domain/enrolment/visit.ts';
import type { Effect } from '../../../domain/journey/state.ts';
import { day, hour, minute } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';

const entry = { event: 'e', at: monday, receivedAt: monday + minute, because: [] };
const fresh = newVisit({ visit: 1, key: null, exclusive: null, release: 'r', entry });
const waits: Effect = { kind: 'wait', step: 'a', status: 'held', until: monday + day, awaits: [], words: '' };
const delivers: Effect = { kind: 'deliver', step: 'a', templates: ['welcome'], round: 0 };

function decided(effect: Effect, rest: Partial<Visit> = {}): Visit {
  const state = { step: 0, since: monday, entry: monday };
  const decision = { number: 1, at: monday + hour, state, effect, trail: [], exposures: [] };
  return { ...fresh, status: 'open', number: 1, decision, ...rest };
}

function userWith(visits: Readonly<Record<string, Visit>>): User {
  return { ...newUser('bo'), visits };
}

describe('what other visits of a user are still to decide', () => {
  it.each<[string, Visit, number]>([
    ['counts from the entry before anything was decided', fresh, monday + minute],
    ['is due when a wait is over', decided(waits), monday + day],
    ['is due at once while a nudge is on its way', decided(delivers), monday + hour],
    ['is due when an event has woken it', decided(waits, { woke: { number: 1, at: monday + 2 * hour } }), monday + 2 * hour], // prettier-ignore
    ['has forgotten what woke it before', decided(waits, { woke: { number: 0, at: monday } }), monday + day],
    ['is nothing once it is over', decided(waits, { status: 'closed' }), Infinity],
  ])('%s', (...[, visit, due]) => {
    expect(othersDue(userWith({ test: decided(delivers), other: visit }), 'test')).toBe(due);
  });

  it('is also to look into which segments the user has come, which waits for the visits in its turn', () => {
    const user = { ...userWith({ one: decided(waits), two: decided(delivers) }), flipAt: monday + minute };
    expect(othersDue(user, 'one')).toBe(monday + minute);
    expect(othersDue(user, null)).toBe(monday + hour);
  });

  it('is what comes first of several', () => {
    const user = userWith({ one: decided(waits), two: decided(delivers), test: fresh });
    expect(othersDue(user, 'test')).toBe(monday + hour);
  });
});
