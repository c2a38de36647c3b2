import { admit, type Admission } from '../../../domain/pacing/admit.ts';
import { record, type LedgerEntry, type NudgeStatus } from '../../../domain/pacing/ledger.ts';
import type { Json } from '../../../domain/json.ts';
import { factsOf } from '../../support/facts.ts';
import { monday } from '../../support/event.ts';
import { inAppOf, mailOf, webhookOf } from '../../support/release.ts';

const nudge = { key: 'test/bo/1/welcome/0', template: mailOf('welcome') };

function entry(status: NudgeStatus, key: string = nudge.key): LedgerEntry {
  return { nudge: key, channel: 'email', template: 'welcome', at: monday, status, attempt: 1, lease: null };
}

const byOthers = [
  ['an in-app message', inAppOf('hint'), 'bo'],
  ['a webhook', webhookOf('crm', 'https://Hooks.acme.test:8443/{{ user.id }}?a=1'), 'https://hooks.acme.test:8443'],
] as const;

function ask(email: Json, { ledger = [], suppressed = [] }: { ledger?: LedgerEntry[]; suppressed?: string[] } = {}): Admission {
  return admit({ nudge, ledger, suppressed, facts: factsOf({ traits: { email } }), now: monday });
} // prettier-ignore

describe('a nudge', () => {
  it('goes to the user’s address', () => {
    expect(ask('bo@acme.test')).toEqual({ kind: 'go', to: 'bo@acme.test' });
  });

  it.each([null, 7, '', 'bo', '@acme.test', 'bo@', 'a@b@c', 'bo @acme.test', 'a@x.test,b@x.test', 'a@x.test;b@x.test', 'Bo <bo@x.test>', '"a"@x.test', 'a@x.test\r\nBcc: b@x.test', ['bo@acme.test']])(
    'is skipped where %j is no address of one person',
    (email) => {
      expect(ask(email)).toEqual({ kind: 'skip', because: 'no email address' });
    },
  ); // prettier-ignore

  it.each(['bo@acme.test', 'BO@Acme.test'])('is skipped for %s, when that address refused mail, however it is written', (email) => {
    const skipped = { kind: 'skip', because: 'the address refused mail before' };
    expect(ask(email, { suppressed: ['bo@acme.test'] })).toEqual(skipped);
  }); // prettier-ignore

  it.each(byOthers)('by %s needs no address, and minds no refusal of mail', (_, template, to) => {
    for (const traits of [{}, { email: 'bo@acme.test' }]) {
      const facts = factsOf({ traits });
      const admission = admit({ nudge: { key: nudge.key, template }, ledger: [], suppressed: ['bo@acme.test'], facts, now: monday }); // prettier-ignore
      expect(admission).toEqual({ kind: 'go', to: to === 'bo' ? facts.profile.user : to });
    }
  });

  it.each([
    ['sent', 'skip'],
    ['reserved', 'go'],
    ['sending', 'go'],
    ['failed', 'go'],
  ] as const)('whose own entry says %s gets: %s', (status, expected) => {
    expect(ask('bo@acme.test', { ledger: [entry(status)] }).kind).toBe(expected);
  });

  it('does not mind that another one was sent', () => {
    expect(ask('bo@acme.test', { ledger: [entry('sent', 'test/bo/1/other/0')] }).kind).toBe('go');
  });
});

describe('the ledger', () => {
  it('has one entry for a nudge, the one recorded last', () => {
    const ledger = [entry('sending'), entry('sent', 'other'), entry('sent')].reduce<readonly LedgerEntry[]>(record, []);
    expect(ledger.map(({ nudge: key, status }) => [key, status])).toEqual([
      ['other', 'sent'],
      [nudge.key, 'sent'],
    ]);
  });

  it('keeps the newest hundred', () => {
    const many = Array.from({ length: 150 }, (_, index) => entry('sent', `nudge-${index}`));
    const ledger = many.reduce<readonly LedgerEntry[]>(record, []);
    expect([ledger.length, ledger[0]?.nudge, ledger.at(-1)?.nudge]).toEqual([100, 'nudge-50', 'nudge-149']);
  });
});
