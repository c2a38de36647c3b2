import { prepare, type Sending } from '../../../domain/enrolment/deliver.ts';
import { postpone } from '../../../domain/enrolment/postpone.ts';
import type { Answer, Deciding, Question } from '../../../domain/enrolment/question.ts';
import type { User } from '../../../domain/enrolment/user.ts';
import { nothingHeard } from '../../../domain/journey/background.ts';
import type { LedgerEntry } from '../../../domain/pacing/ledger.ts';
import { realClock } from '../../../domain/time/clock.ts';
import { hour, minute, type Instant } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';
import { hoursOf, policyOf } from '../../support/pacing.ts';
import { play, reasons, sent } from '../../support/play.ts';
import { programOf } from '../../support/program.ts';
import { releaseOf } from '../../support/release.ts';
import { send } from '../../support/steps.ts';

const program = programOf([send('a', { hold: { atMost: 10 * minute, else: 'skip' }, next: 1 }), send('b')]);
const question: Question = { course: 'test', visit: 1, number: 1, state: null };
const ticket = { at: monday + 16 * hour, booked: false };
const accepted = { kind: 'sent', because: 'accepted' } as const;
const refused = { kind: 'later', because: 'refused for now', unsure: false } as const;

/** Somebody whose nudge is about to go out; the ledger knows this of it, or nothing. */
function about(known: Partial<LedgerEntry> | null): { sending: Sending; user: User } {
  const seen: Sending[] = [];
  const provider = (sending: Sending): typeof accepted => {
    seen.push(sending);
    return accepted;
  };
  play([program], { provider });
  const [sending] = seen;
  if (sending === undefined) throw new Error('nothing was sent');
  const ledger = known === null ? [] : [{ ...sending.entry, lease: null, attempt: 0, ...known }];
  return { sending, user: { ...sending.user, ledger } };
}

function deciding(now: Instant, policy = policyOf({})): Deciding {
  const moment = { clock: realClock, now, real: now };
  return { release: releaseOf([program]), program, heard: nothingHeard, policy, switches: [], moment };
}

/** Its turn is in 16 hours. */
function postponed(now: Instant, known: Partial<LedgerEntry> | null): Answer {
  const { sending, user } = about(known);
  const waiting = { ...sending, entry: { ...sending.entry, at: now, local: now } };
  const until = monday + 16 * hour;
  return postpone(user, question, { ...deciding(now), sending: waiting, rate: 1 / 60, until, ticket });
}

describe('what a step says of how long its nudge is held', () => {
  const turn = 'email: 1 a minute go out, its turn is at 01:00:00';

  it('binds the rate of its provider', () => {
    const answer = postponed(monday, null);
    const effect = { kind: 'wait', status: 'held', until: monday + 10 * minute };
    expect(answer).toMatchObject({ decision: { effect, trail: [{ what: 'held', because: [turn] }] } });
    expect(answer).toMatchObject({ user: { ledger: [{ status: 'held', at: monday + 10 * minute, ticket }] } });
  });

  it('when it is over and there is still no turn, has the nudge skipped', () => {
    const answer = postponed(monday + 10 * minute, { status: 'held', ticket });
    const told = { step: 'a', what: 'skipped', because: [`held for 10 min at most; ${turn}`] };
    expect(answer).toMatchObject({ decision: { trail: [told], effect: { step: 'b' } } });
  });

  it('binds a provider that refuses', () => {
    const provider = ({ entry }: Sending): typeof accepted | typeof refused =>
      entry.template === 'b' ? accepted : refused;
    const played = play([program], { provider });
    expect(sent(played).at(-1)).toBe('b +10m');
    expect(reasons(played, 'a').at(-1)).toBe('held for 10 min at most; refused for now');
  });

  it('holds though nobody looked in time: it is skipped, with room or without', () => {
    const { user } = about({ status: 'held' });
    const late = prepare(user, question, { ...deciding(monday + hour), lease: monday + 2 * hour });
    expect(late).toMatchObject({ decision: { trail: [{ what: 'skipped', because: ['held for 10 min at most'] }] } });
  });

  it('is no matter for what comes late and was never held', () => {
    const { user } = about(null);
    const late = prepare(user, question, { ...deciding(monday + hour), lease: monday + 2 * hour });
    expect(late).toMatchObject({ kind: 'send' });
  });
});

describe('a nudge that has waited for its turn', () => {
  it('keeps its ticket though something else holds it now', () => {
    const { user } = about({ status: 'held', ticket });
    const quiet = policyOf({ quiet: [hoursOf({ from: 8 * 60, to: 20 * 60 })] });
    const answer = prepare(user, question, { ...deciding(monday, quiet), lease: monday + minute });
    expect(answer).toMatchObject({ user: { ledger: [{ status: 'held', ticket }] } });
  });
});
