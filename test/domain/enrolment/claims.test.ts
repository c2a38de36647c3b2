import { liveLedger, withoutStale } from '../../../domain/enrolment/claims.ts';
import { budgetProblem } from '../../../domain/enrolment/budget.ts';
import { keeping } from '../../../domain/enrolment/book.ts';
import { newUser, type User } from '../../../domain/enrolment/user.ts';
import { terminate } from '../../../domain/enrolment/terminate.ts';
import { newVisit } from '../../../domain/enrolment/new-visit.ts';
import type { Visit } from '../../../domain/enrolment/visit.ts';
import type { Effect } from '../../../domain/journey/state.ts';
import type { LedgerEntry, NudgeStatus } from '../../../domain/pacing/ledger.ts';
import { openPolicy } from '../../../domain/pacing/policy.ts';
import { day } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';

function entryOf(status: NudgeStatus, rest: Partial<LedgerEntry> = {}): LedgerEntry {
  const template = { channel: 'email', template: 'welcome', category: 'onboarding', tags: ['trial'] } as const;
  const when = { at: monday, local: monday, fresh: null, attempt: 1, lease: null };
  return { nudge: 'test/bo/1/welcome/0', course: 'test', visit: 1, step: 'welcome', ...template, priority: 0, transactional: false, ...when, status, ...rest };
} // prettier-ignore

const common = { visit: 1, key: null, exclusive: null, release: 'r' };
const entry = { event: 'e', at: monday, receivedAt: monday, because: [] };

function visitAt(effect: Effect, rest: Partial<Visit> = {}): Visit {
  const decision = { number: 1, at: monday, state: { step: 0, since: monday, entry: monday }, effect, trail: [], exposures: [] }; // prettier-ignore
  return { ...newVisit({ ...common, entry }), status: 'open', number: 1, decision, ...rest };
}

function waits(status: 'held' | 'failing' | 'paused' | 'delayed', step = 'welcome'): Effect {
  return { kind: 'wait', step, status, until: monday + day, awaits: [], words: '' };
}

function userWith(visit: Visit | null, ...ledger: readonly LedgerEntry[]): User {
  return { ...newUser('bo'), visits: visit === null ? {} : { test: visit }, ledger };
}

const delivers = { kind: 'deliver', step: 'welcome', templates: ['welcome'], round: 0 } as const;

describe('what a visit has put into the ledger and not sent', () => {
  it.each<[string, NudgeStatus | 'displaced', Visit | null, boolean]>([
    ['a claim stands while its visit is held with it', 'held', visitAt(waits('held')), true],
    ['a claim stands while its nudge is about to be delivered', 'held', visitAt(delivers), true],
    ['a claim is gone when another round of its step is delivered', 'held', visitAt({ ...delivers, round: 1 }), false],
    ['a claim is gone while its visit is paused', 'held', visitAt(waits('paused')), false],
    ['a claim is gone when its visit is at another step', 'held', visitAt(waits('held', 'other')), false],
    ['a claim is gone when its visit is over', 'held', visitAt(waits('held'), { status: 'closed' }), false],
    ['a claim is gone with a new visit', 'held', visitAt(waits('held'), { visit: 2 }), false],
    ['a claim is gone when nobody knows its visit', 'held', null, false],
    ['what lost its room stands while its provider refuses', 'displaced', visitAt(waits('failing')), true],
    ['a claim of its own is gone while its provider refuses', 'held', visitAt(waits('failing')), false],
    ['a reservation stands while its provider refuses', 'reserved', visitAt(waits('failing')), true],
    ['a reservation stands between two attempts', 'reserved', visitAt(delivers), true],
    ['a reservation is gone when its visit has moved on', 'reserved', visitAt(waits('delayed', 'pause')), false],
    ['what may have been sent stays, whatever becomes of its visit', 'sending', null, true],
    ['what was sent stays', 'sent', null, true],
  ])('%s', (...[, status, visit, stands]) => {
    const user = userWith(
      visit,
      status === 'displaced' ? entryOf('held', { displacedBy: 'trial-ends' }) : entryOf(status),
    );
    expect(liveLedger(user)).toEqual(stands ? user.ledger : []);
  });

  it.each<[string, Visit | null, number | null, NudgeStatus]>([
    ['is over', visitAt(waits('held'), { status: 'closed' }), monday, 'unknown'],
    ['is over, and no attempt is under way', visitAt(waits('held'), { status: 'closed' }), null, 'unknown'],
    ['has been replaced', visitAt(delivers, { visit: 2 }), monday, 'unknown'],
    ['is at another step', visitAt(waits('delayed', 'pause')), monday, 'unknown'],
    ['delivers another round', visitAt({ ...delivers, round: 1 }), monday, 'unknown'],
    ['is still at it', visitAt(delivers), monday, 'sending'],
    ['waits for the provider', visitAt(waits('failing')), null, 'sending'],
    ['is paused there', visitAt(waits('paused')), monday, 'sending'],
    ['is over, but the attempt may still run', visitAt(waits('held'), { status: 'closed' }), monday + 1, 'sending'],
  ])('an attempt that never said how it ended, and whose visit %s, is told as such', (...[, visit, lease, status]) => {
    const left = withoutStale(userWith(visit, entryOf('sending', { lease })), monday);
    expect(left.ledger).toMatchObject([{ status, lease: status === 'unknown' ? null : lease }]);
  });

  it('is gone from the document when its workflow was terminated', () => {
    const visit = visitAt(waits('held'));
    const sent = entryOf('sent', { nudge: 'other/bo/1/hi/0', course: 'other' });
    const end = { at: monday, outcome: 'terminated', words: 'by somebody' } as const;
    expect(terminate(userWith(visit, entryOf('held'), sent), 'test', { visit, end }).ledger).toEqual([sent]);
  });
});

describe('a ledger of four hundred nudges', () => {
  const cap = { id: 'many', of: {}, max: 400, per: { kind: 'rolling', length: 30 * day } } as const;
  const keep = { policy: { ...openPolicy, caps: [cap] }, now: monday };
  const filled = (name: (index: number) => string): readonly LedgerEntry[] =>
    Array.from({ length: 450 }, (_, index) => entryOf('sent', { nudge: name(index) })).reduce<readonly LedgerEntry[]>(
      (ledger, each) => keeping(ledger, each, keep),
      [],
    );

  it('leaves its user room for events', () => {
    const user = userWith(null, ...filled((index) => `onboarding/0f6b7a3e-1c1f-4c55-9d0e-2a54a3f1b9d2/${index}/welcome/0`)); // prettier-ignore
    expect(user.ledger).toHaveLength(400);
    const traits = { bio: 'x'.repeat(30 * 1024) };
    expect(budgetProblem(user, { ...user, profile: { ...user.profile, traits } })).toBeNull();
  });

  it('keeps the newest for which there is room, where names are as long as can be', () => {
    const ledger = filled((index) => `${'x'.repeat(300)}/${'é'.repeat(180)}/${index}/${'y'.repeat(60)}/0`);
    expect(ledger.length).toBeGreaterThan(100);
    expect(JSON.stringify(ledger).length).toBeLessThan(150 * 1024);
    expect(ledger.at(-1)?.nudge).toContain('/449/');
  });
});
