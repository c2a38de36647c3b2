import type { Sending } from '../../../domain/enrolment/deliver.ts';
import { postpone } from '../../../domain/enrolment/postpone.ts';
import type { User } from '../../../domain/enrolment/user.ts';
import type { Answer } from '../../../domain/enrolment/question.ts';
import { nothingHeard } from '../../../domain/journey/background.ts';
import type { Hours } from '../../../domain/pacing/policy.ts';
import { realClock } from '../../../domain/time/clock.ts';
import { day, hour, type Instant } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';
import { hoursOf, policyOf } from '../../support/pacing.ts';
import { play } from '../../support/play.ts';
import { programOf } from '../../support/program.ts';
import { releaseOf } from '../../support/release.ts';
import { send } from '../../support/steps.ts';

const goal = { milestone: 'project', event: 'Project Created', within: 14 * day };
const program = programOf([send('a')], { goal });
const ticket = { at: monday, booked: false };

interface Postponed {
  readonly until: Instant;
  readonly quiet?: readonly Hours[];
  /** What somebody else has written of the user meanwhile. */
  readonly meanwhile?: (user: User, sending: Sending) => User;
}

/** A nudge that could go out now, at 10:00 in Berlin, and whose turn at the provider is then. */
function postponed({ until, quiet = [], meanwhile = (user) => user }: Postponed): Answer {
  const seen: Sending[] = [];
  play([program], { provider: (sending) => (seen.push(sending), { kind: 'sent', because: 'accepted' }) });
  const sending = seen[0]!;
  const { user, entry } = sending;
  const moment = { clock: realClock, now: monday, real: monday };
  const deciding = { release: releaseOf([program]), program, heard: nothingHeard, policy: policyOf({ quiet }), switches: [], moment }; // prettier-ignore
  const question = { course: 'test', visit: 1, number: 1, state: null };
  const waiting = { ...sending, entry: { ...entry, at: monday, local: monday + hour } };
  return postpone(meanwhile({ ...user, ledger: [] }, sending), question, {
    ...deciding,
    sending: waiting,
    rate: 1 / 60,
    until,
    ticket,
  });
}

describe('a turn at the provider', () => {
  const turn = monday + 13 * hour;
  const words = 'email: 1 a minute go out, its turn is at 23:00:00';

  it('is waited for', () => {
    expect(postponed({ until: turn })).toMatchObject({
      decision: { effect: { status: 'held', until: turn }, trail: [{ because: [words] }] },
      user: { ledger: [{ at: turn, ticket }] },
    });
  });

  it.each(['hold', 'skip'] as const)('in hours that %s what comes in them is waited for until they are over, and said so', (then) => {
    const answer = postponed({ until: turn, quiet: [hoursOf({ from: 21 * 60, to: 8 * 60, then })] });
    const until = monday + 22 * hour;
    expect(answer).toMatchObject({
      decision: { effect: { status: 'held', until }, trail: [{ because: [words, 'quiet hours 21:00–08:00'] }] },
      user: { ledger: [{ status: 'held', at: until }] },
    });
    expect(answer.kind === 'taken' && answer.user.ledger[0]).not.toHaveProperty('ticket');
  }); // prettier-ignore

  it('is kept by a nudge that may have gone out, with all that was known of it', () => {
    const answer = postponed({ until: turn, meanwhile: (user, { entry }) => ({ ...user, ledger: [{ ...entry, status: 'sending', lease: null }] }) }); // prettier-ignore
    expect(answer).toMatchObject({
      decision: { effect: { status: 'held', until: turn } },
      user: { ledger: [{ status: 'sending', attempt: 1, lease: null, ticket }] },
    });
  });

  it('is not waited for where the goal was reached meanwhile', () => {
    const reached = { count: 1, first: monday, last: monday, recent: [monday] };
    const answer = postponed({
      until: turn,
      meanwhile: (user) => ({ ...user, profile: { ...user.profile, events: { 'Project Created': reached } } }),
    });
    expect(answer).toMatchObject({ decision: { effect: { kind: 'end', outcome: 'converted' } } });
  });
});
