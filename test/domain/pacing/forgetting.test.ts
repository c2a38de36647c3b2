import { keeping } from '../../../domain/enrolment/book.ts';
import type { Admission } from '../../../domain/pacing/admit.ts';
import type { LedgerEntry } from '../../../domain/pacing/ledger.ts';
import type { Cap, Policy } from '../../../domain/pacing/policy.ts';
import { mostKept, prune } from '../../../domain/pacing/prune.ts';
import { day, hour, type Instant } from '../../../domain/time/instant.ts';
import type { Channel } from '../../../domain/template/template.ts';
import { monday } from '../../support/event.ts';
import { ask, booked, entryOf, policyOf, templateOf } from '../../support/pacing.ts';
import { inAppOf, webhookOf } from '../../support/release.ts';

const length = 60 * day;
const capOf = (id: string, max: number, of: Cap['of'] = {}): Cap => ({ id, of, max, per: { kind: 'rolling', length } });
const entries = (count: number, other: (index: number) => Partial<LedgerEntry> = () => ({})): readonly LedgerEntry[] =>
  Array.from({ length: count }, (_, index) => entryOf(`nudge-${index}`, { at: monday - (count - index) * hour, ...other(index) })); // prettier-ignore

const templates = { email: templateOf('mail'), 'in-app': inAppOf('hint'), webhook: webhookOf('crm') };

/** Sends whatever may go out, hour by hour, by one channel after the other; the most of each in any window. */
function mostSent(policy: Policy, hours: number): Readonly<Record<Channel, number>> {
  const gone: Record<Channel, Instant[]> = { email: [], 'in-app': [], webhook: [] };
  const most = { email: 0, 'in-app': 0, webhook: 0 };
  let ledger: readonly LedgerEntry[] = [];
  for (let index = 0; index < hours; index++) {
    const now = monday + index * hour;
    for (const channel of ['email', 'in-app', 'webhook'] as const) {
      const key = `test/bo/1/${channel}/${index}`;
      const answer: Admission = ask({ key, template: templates[channel], ledger, policy, now });
      if (answer.kind !== 'go') continue;
      ledger = prune([...ledger, booked(answer.entry, 'sent')], policy, now);
      gone[channel].push(now);
      most[channel] = Math.max(most[channel], gone[channel].filter((at) => at > now - length).length);
    }
  }
  return most;
}

describe('a ledger with more to count than is kept', () => {
  it('never lets more out than a cap has room for', () => {
    const caps = (['email', 'in-app', 'webhook'] as const).map((channel) => capOf(channel, 160, { channel }));
    const most = mostSent(policyOf({ caps }), 200);
    for (const count of Object.values(most)) expect(count).toBeLessThanOrEqual(160);
    expect(Object.values(most).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(mostKept + 1);
    expect(most.email).toBeGreaterThan(100);
  });

  it('is exact where its caps count no more than that, however much went out', () => {
    const caps = [capOf('mail', 300, { channel: 'email' }), capOf('trial', 3, { tag: 'trial' })];
    const few = (index: number): Partial<LedgerEntry> => (index < 3 ? { tags: ['trial'] } : { channel: index % 4 === 0 ? 'in-app' : 'email' }); // prettier-ignore
    const all = entries(590, few);
    const kept = prune(all, policyOf({ caps }), monday);
    expect([kept.length, kept.some(({ forgot }) => forgot !== undefined)]).toEqual([mostKept, false]);
    for (const tags of [['trial'], []])
      for (const max of [294, 295, 296, 297, 298, 299, 300]) {
        const policy = policyOf({ caps: [{ ...capOf('mail', max, { channel: 'email' }) }, capOf('trial', 3, { tag: 'trial' })] }); // prettier-ignore
        const asked = { policy, template: templateOf('tip', { tags }), now: monday };
        const [known, whole] = [ask({ ...asked, ledger: kept }), ask({ ...asked, ledger: all })];
        expect(known).toMatchObject(
          whole.kind === 'hold' ? { kind: 'hold', until: whole.until } : { kind: whole.kind },
        );
      }
  });

  it('holds until what it has forgotten is past, and says so', () => {
    const policy = policyOf({ caps: [capOf('all', 500)] });
    const kept = prune(entries(480), policy, monday);
    const newestGone = monday - 401 * hour;
    expect(kept[0]?.forgot).toEqual({ at: newestGone, local: newestGone });
    expect(ask({ policy, ledger: kept })).toMatchObject({
      kind: 'hold',
      until: newestGone + length,
      because: ['all: more of 500 in 60 days may be used than is still known'],
    });
    expect(ask({ policy, ledger: kept, now: newestGone + length }).kind).toBe('go');
    const again = prune([...kept, entryOf('one more')], policy, monday);
    expect([again.length, again[0]?.forgot?.at]).toEqual([mostKept, newestGone + hour]);
  });

  it('minds it in no window that begins later, and in no enrolment', () => {
    const caps: Cap[] = [{ id: 'day', of: {}, max: 30, per: { kind: 'calendar', unit: 'day' } }, { id: 'visit', of: {}, max: 3, per: { kind: 'enrolment' } }]; // prettier-ignore
    const kept = prune(entries(480), policyOf({ caps: [capOf('all', 500)] }), monday);
    expect(ask({ policy: policyOf({ caps }), ledger: kept }).kind).toBe('go');
  });

  it('keeps what an enrolment’s cap counts before the rest', () => {
    const visit = (index: number): Partial<LedgerEntry> => (index < 3 ? { nudge: `test/bo/1/step-${index}/0`, course: 'test', channel: 'in-app' } : {}); // prettier-ignore
    const caps: Cap[] = [capOf('all', 500, { channel: 'email' }), { id: 'visit', of: {}, max: 3, per: { kind: 'enrolment' } }]; // prettier-ignore
    const kept = prune(entries(480, visit), policyOf({ caps: [...caps] }), monday);
    expect(kept.filter(({ course }) => course === 'test')).toHaveLength(3);
    expect(ask({ policy: policyOf({ caps }), ledger: kept }).kind).toBe('skip');
  });

  it('tells it, too, of what its part of the document has no room for', () => {
    const policy = policyOf({ caps: [capOf('all', 400)] });
    const long = entries(390, (index) => ({ nudge: `${'x'.repeat(400)}${index}` }));
    const ledger = keeping(long, entryOf('last'), { policy, now: monday });
    expect(ledger.length).toBeLessThan(300);
    expect(ask({ policy, ledger }).kind).toBe('hold');
  });

  it('knows on what it forgot before, when the entry goes that told of it', () => {
    const forgot = { at: monday - day, local: monday - day };
    const teller = entryOf('old', { at: monday - 50 * day, forgot });
    const ledger = prune([teller, ...entries(120)], policyOf({ caps: [{ ...capOf('day', 5), per: { kind: 'rolling', length: day } }] }), monday); // prettier-ignore
    expect(ledger.some(({ nudge }) => nudge === 'old')).toBe(false);
    expect(ledger.flatMap((entry) => entry.forgot ?? [])).toEqual([forgot]);
  });

  it('of two users who became one goes by the newer of what each forgot', () => {
    const old = { at: monday - 50 * day, local: monday - 50 * day };
    const fresh = { at: monday - hour, local: monday - hour };
    const caps = [capOf('all', 1)];
    for (const [one, other] of [[old, fresh], [fresh, old]]) {
      const ledger = [entryOf('a', { status: 'failed', forgot: one! }), entryOf('b', { status: 'failed', forgot: other! })];
      expect(ask({ ledger, policy: policyOf({ caps }) })).toMatchObject({ kind: 'hold', until: fresh.at + length });
    }
  }); // prettier-ignore
});
