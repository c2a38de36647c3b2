import type { Json } from '../../../domain/json.ts';
import { record, type LedgerEntry, type NudgeStatus } from '../../../domain/pacing/ledger.ts';
import type { ConsentMode } from '../../../domain/pacing/policy.ts';
import type { Switch } from '../../../domain/pacing/switch.ts';
import { admit, type Admission } from '../../../domain/pacing/admit.ts';
import { globalHoldout } from '../../../domain/pacing/holdout.ts';
import type { Consents } from '../../../domain/profile/consent.ts';
import { day, hour, minute } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';
import { factsOf } from '../../support/facts.ts';
import { ask, entryOf, hoursOf, policyOf, templateOf } from '../../support/pacing.ts';
import { inAppOf, webhookOf } from '../../support/release.ts';

const key = 'test/bo/1/tip/0';
const transactional = templateOf('receipt', { transactional: true });

const byOthers = [
  ['an in-app message', inAppOf('hint'), 'bo'],
  ['a webhook', webhookOf('crm', 'https://Hooks.acme.test:8443/{{ user.id }}?a=1'), 'https://hooks.acme.test:8443'],
] as const;

describe('a nudge', () => {
  it('goes to the user’s address, and says what the ledger is to have of it', () => {
    const template = templateOf('tip', { tags: ['trial'], priority: 7, category: 'tips', repeatAfter: 14 * day });
    expect(ask({ template, traits: { timezone: 'Asia/Kolkata' } })).toEqual({
      kind: 'go',
      to: 'bo@acme.test',
      displaced: [],
      entry: {
        ...{ nudge: key, course: 'test', visit: 1, step: 'tip', channel: 'email', template: 'tip', category: 'tips' },
        ...{ tags: ['trial'], priority: 7, transactional: false, at: monday, local: monday + 330 * minute },
        fresh: monday + 14 * day,
      },
    });
  });

  it.each([null, 7, '', 'bo', '@acme.test', 'bo@', 'a@b@c', 'bo @acme.test', 'a@x.test,b@x.test', 'a@x.test;b@x.test', 'Bo <bo@x.test>', '"a"@x.test', 'a@x.test\r\nBcc: b@x.test', ['bo@acme.test']] as Json[])(
    'is skipped where %j is no address of one person',
    (email) => {
      expect(ask({ traits: { email } })).toEqual({ kind: 'skip', because: ['no email address'] });
    },
  ); // prettier-ignore

  it.each(['bo@acme.test', 'BO@Acme.test'])('is skipped for %s, when that address refused mail, however it is written', (email) => {
    const skipped = { kind: 'skip', because: ['the address refused mail before'] };
    expect(ask({ traits: { email }, suppressed: ['bo@acme.test'] })).toEqual(skipped);
  }); // prettier-ignore

  it.each(byOthers)('by %s needs no address, and minds no refusal of mail', (_, template, to) => {
    for (const email of [null, 'bo@acme.test']) {
      expect(ask({ template, traits: { email }, suppressed: ['bo@acme.test'] })).toMatchObject({ kind: 'go', to });
    }
  });

  it.each<[NudgeStatus, Admission['kind']]>([
    ['sent', 'skip'],
    ['reserved', 'go'],
    ['sending', 'go'],
    ['failed', 'go'],
    ['held', 'go'],
  ])('whose own entry says %s gets: %s', (status, expected) => {
    const caps = [{ id: 'one', of: {}, max: 1, per: { kind: 'rolling', length: day } }] as const;
    expect(ask({ ledger: [entryOf(key, { status })], policy: policyOf({ caps, gap: hour }) }).kind).toBe(expected);
  });
});

describe('a cap per enrolment', () => {
  const policy = policyOf({ caps: [{ id: 'visit', of: {}, max: 1, per: { kind: 'enrolment' } }] });

  it.each([
    ['counts what went out in the visit', 'test/bo/1/hint/0', 1, 'skip'],
    ['counts nothing of another visit', 'test/bo/2/hint/0', 2, 'go'],
    ['counts nothing of a visit that another user had before they became one', 'test/device/7/1/hint/0', 1, 'go'],
  ])('%s', (...[, nudge, visit, expected]) => {
    expect(ask({ policy, ledger: [entryOf(nudge, { course: 'test', visit })] }).kind).toBe(expected);
  });
});

describe('consent', () => {
  const said = (says: 'in' | 'out' | 'confirmed', at = 0) => ({ says, at });
  const complained = (at: number) => ({ says: 'out', at, complained: at }) as const;
  const unsubscribed = 'unsubscribed from tips by email';

  it('minds no word on a message in the app where nobody is asked', () => {
    const known = factsOf({});
    const facts = { ...known, profile: { ...known.profile, consent: { '*/*': said('out') } } };
    const nudge = { key, course: 'test', visit: 1, step: 'hint', template: inAppOf('hint') };
    expect(admit({ nudge, ledger: [], suppressed: [], policy: policyOf({}), switches: [], facts, zone: 'UTC', now: monday, timed: false }).kind).toBe('go');
  }); // prettier-ignore

  it.each<[string, ConsentMode, Consents, string | null]>([
    ['asks nobody', 'always', {}, null],
    ['heeds a no to mail, though nobody was asked', 'always', { 'email/tips': said('out') }, unsubscribed],
    ['heeds a complaint, though nobody was asked', 'always', { 'email/*': complained(1) }, unsubscribed],
    ['goes until the user says no', 'opt-out', {}, null],
    ['goes where the user said yes', 'opt-out', { 'email/tips': said('in') }, null],
    ['stops at a no to the category', 'opt-out', { 'email/tips': said('out') }, 'unsubscribed from tips by email'],
    ['stops at a no to the channel', 'opt-out', { 'email/*': said('out') }, 'unsubscribed from tips by email'],
    ['stops at a no to the category by all channels', 'opt-out', { '*/tips': said('out') }, 'unsubscribed from tips by email'],
    ['stops at a no to all', 'opt-out', { '*/*': said('out') }, 'unsubscribed from tips by email'],
    ['minds no other category', 'opt-out', { 'email/news': said('out') }, null],
    ['minds no other channel', 'opt-out', { 'in-app/tips': said('out') }, null],
    ['heeds a later yes to the category', 'opt-out', { '*/*': said('out', 1), 'email/tips': said('in', 2) }, null],
    ['heeds a later no to all', 'opt-out', { '*/*': said('out', 2), 'email/tips': said('in', 1) }, 'unsubscribed from tips by email'],
    ['takes no yes to everything for one to what was refused', 'opt-out', { 'email/tips': said('out', 1), '*/*': said('in', 2) }, unsubscribed],
    ['takes no yes to the channel for one to what was refused', 'opt-out', { 'email/tips': said('out', 1), 'email/*': said('in', 2) }, unsubscribed],
    ['takes no yes to the channel for one to a category', 'opt-out', { '*/tips': said('out', 1), 'email/*': said('in', 2) }, unsubscribed],
    ['takes no yes to the category for one to a channel', 'opt-out', { 'email/*': said('out', 1), '*/tips': said('in', 2) }, unsubscribed],
    ['heeds a later yes to the very same', 'opt-out', { 'email/tips': { says: 'in', at: 2, out: 1 } }, null],
    ['heeds a later yes of a narrower no', 'opt-out', { '*/tips': said('out', 1), 'email/tips': said('in', 2) }, null],
    ['heeds a confirmed yes to more than was refused', 'opt-out', { 'email/tips': said('out', 1), '*/*': said('confirmed', 2) }, null],
    ['heeds a yes that was confirmed, and said again since', 'opt-out', { 'email/tips': said('out', 1), '*/*': { says: 'in', at: 3, confirmed: 2 } }, null],
    ['heeds no older confirmation', 'opt-out', { 'email/tips': said('out', 2), '*/*': { says: 'in', at: 3, confirmed: 1 } }, unsubscribed],
    ['heeds a no after all of that', 'opt-out', { 'email/tips': said('in', 2), 'email/*': said('confirmed', 2), '*/*': said('out', 3) }, unsubscribed],
    ['stops at a complaint', 'opt-out', { 'email/*': complained(1) }, unsubscribed],
    ['minds no yes after a complaint', 'opt-out', { 'email/*': { says: 'in', at: 3, out: 1, complained: 1 }, 'email/tips': said('in', 2) }, unsubscribed],
    ['heeds a confirmed yes after a complaint', 'opt-out', { 'email/*': complained(1), 'email/tips': said('confirmed', 2) }, null],
    ['of one instant heeds the complaint', 'opt-out', { 'email/*': complained(2), 'email/tips': said('confirmed', 2) }, unsubscribed],
    ['takes a yes for what it names alone', 'opt-in', { '*/*': said('out', 1), 'email/news': said('in', 2) }, unsubscribed],
    ['of one instant heeds the no', 'opt-out', { '*/*': said('out', 1), 'email/tips': said('in', 1) }, 'unsubscribed from tips by email'],
    ['needs a yes', 'opt-in', {}, 'opt-in: has not subscribed to tips by email'],
    ['takes an unconfirmed yes', 'opt-in', { 'email/*': said('in') }, null],
    ['takes a confirmed yes', 'opt-in', { 'email/*': said('confirmed') }, null],
    ['needs a yes before it is confirmed', 'double-opt-in', {}, 'double opt-in: has not subscribed to tips by email'],
    ['needs it confirmed', 'double-opt-in', { 'email/tips': said('in') }, 'double opt-in: tips by email is not confirmed yet'],
    ['takes what is confirmed', 'double-opt-in', { '*/tips': said('confirmed') }, null],
    ['takes what is confirmed, though the user said yes again since', 'double-opt-in', { '*/tips': said('confirmed', 1), '*/*': said('in', 2) }, null],
    ['needs it confirmed again after a no', 'double-opt-in', { 'email/tips': { says: 'in', at: 3, confirmed: 1, out: 2 } }, 'double opt-in: tips by email is not confirmed yet'],
  ])('%s (%s)', (...[, mode, consent, because]) => {
    const policy = policyOf({ consent: { modes: { email: mode, 'in-app': mode, webhook: mode }, categories: [] } });
    const known = factsOf({ traits: { email: 'bo@acme.test' } });
    const facts = { ...known, profile: { ...known.profile, consent } };
    const asked = (template = templateOf('tip', { category: 'tips' })): Admission =>
      admit({ nudge: { key, course: 'test', visit: 1, step: 'tip', template }, ledger: [], suppressed: [], policy, switches: [], facts, zone: 'UTC', now: monday, timed: false });
    expect(asked()).toMatchObject(because === null ? { kind: 'go' } : { kind: 'skip', because: [because] });
    expect(asked(transactional).kind).toBe('go');
  }); // prettier-ignore
});

describe('a switch', () => {
  const off = (what: Switch['what'], then: Switch['then'] = 'skip'): Switch => ({ what, then, at: monday - day, by: 'kim', reason: 'ticket 4711' }); // prettier-ignore

  it.each<[Switch['what'], boolean, string]>([
    [{ kind: 'everything' }, true, 'everything is'],
    [{ kind: 'channel', name: 'email' }, true, 'channel email is'],
    [{ kind: 'channel', name: 'in-app' }, false, ''],
    [{ kind: 'journey', name: 'test' }, true, 'journey test is'],
    [{ kind: 'journey', name: 'tes' }, false, ''],
    [{ kind: 'template', name: 'tip' }, true, 'template tip is'],
    [{ kind: 'template', name: 'tips' }, false, ''],
  ])('of %j stops: %s', (what, stops, words) => {
    for (const template of [templateOf('tip'), templateOf('tip', { transactional: true })]) {
      const course = 'test~9c5e2d7b11f0a8e4';
      const killed = ask({ template, course, switches: [off(what)] });
      if (!stops) expect(killed.kind).toBe('go');
      else expect(killed).toEqual({ kind: 'skip', because: [`${words} switched off by kim: "ticket 4711"`] });
      const paused = ask({ template, course, switches: [off(what, 'hold')] });
      if (!stops) expect(paused.kind).toBe('go');
      else expect(paused).toMatchObject({ kind: 'hold', because: [`${words} paused by kim: "ticket 4711"`] });
      if (paused.kind === 'hold') expect(Math.abs(paused.until - monday - 50 * minute)).toBeLessThan(15 * minute);
    }
  });

  it('that kills goes before a pause', () => {
    const switches = [off({ kind: 'everything' }, 'hold'), off({ kind: 'template', name: 'tip' })];
    expect(ask({ switches }).kind).toBe('skip');
  });

  it('that pauses ends in no other block', () => {
    const quiet = [hoursOf({ from: 9 * 60, to: 12 * 60 })];
    const now = Date.UTC(2026, 2, 4, 8, 50);
    const paused = ask({ now, policy: policyOf({ quiet }), switches: [off({ kind: 'everything' }, 'hold')] });
    expect(paused).toMatchObject({ kind: 'hold', until: Date.UTC(2026, 2, 4, 12), because: [expect.stringMatching('paused'), 'quiet hours 09:00–12:00'] }); // prettier-ignore
  });
});

describe('the global holdout', () => {
  const policy = policyOf({ holdout: { id: 'global', share: 0.999 } });

  it('drops every nudge but transactional ones, and says the bucket', () => {
    const words = globalHoldout(policy, 'bo')?.words ?? '';
    expect(ask({ policy })).toEqual({ kind: 'skip', because: [words] });
    expect(words).toMatch(/^held out: bucket 0\.\d+, holdout below 0\.999$/);
    expect(ask({ policy, template: transactional }).kind).toBe('go');
  });

  it('draws its share, by another lot than a journey’s of the same name', () => {
    const five = policyOf({ holdout: { id: 'global', share: 0.05 } });
    const users = Array.from({ length: 4_000 }, (_, index) => `user-${index}`);
    const out = users.filter((user) => globalHoldout(five, user)?.heldOut);
    expect(out.length).toBeGreaterThan(140);
    expect(out.length).toBeLessThan(260);
  });
});

describe('freshness', () => {
  const fresh = (status: NudgeStatus, other: Partial<LedgerEntry> = {}) =>
    entryOf('tip', { at: monday - 3 * day, fresh: monday + 11 * day, status, ...other });

  it.each<[NudgeStatus, Admission['kind']]>([
    ['sent', 'skip'],
    ['unknown', 'skip'],
    ['sending', 'skip'],
    ['reserved', 'skip'],
    ['failed', 'go'],
    ['skipped', 'go'],
    ['held', 'go'],
  ])('of a template that was %s: %s', (status, kind) => {
    expect(ask({ ledger: [fresh(status)] }).kind).toBe(kind);
  });

  it('ends with its time, is of one template, and says since when', () => {
    expect(ask({ ledger: [fresh('sent')] })).toEqual({ kind: 'skip', because: ['repeat_after 14 days: tip went out 3 days ago'] }); // prettier-ignore
    expect(ask({ ledger: [fresh('sent', { fresh: monday })] }).kind).toBe('go');
    expect(ask({ ledger: [fresh('sent', { template: 'other' })] }).kind).toBe('go');
    expect(ask({ ledger: [fresh('sent')], template: templateOf('tip', { transactional: true }) }).kind).toBe('go');
  });
});

describe('the reasons of a hold', () => {
  it('name every rule at once, and who used the room', () => {
    const now = Date.UTC(2026, 2, 4, 22, 0);
    const sent = entryOf('trial-ends', { at: now - 20 * minute, local: now - 20 * minute });
    const caps = [
      { id: 'email-day', of: { channel: 'email' }, max: 1, per: { kind: 'calendar', unit: 'day' } },
      { id: 'all-week', of: {}, max: 1, per: { kind: 'rolling', length: 7 * day } },
    ] as const;
    const quiet = [hoursOf({ from: 21 * 60, to: 8 * 60 }), hoursOf({ days: [4] })];
    expect(ask({ now, ledger: [sent], policy: policyOf({ caps, gap: 2 * hour, quiet }) })).toMatchObject({
      kind: 'hold',
      until: Date.UTC(2026, 2, 13, 8),
      because: [
        'email-day: 1 of 1 a day used by trial-ends at 21:40',
        'all-week: 1 of 1 in 7 days used by trial-ends at 21:40',
        'gap 2 h: trial-ends went out 20 min ago',
        'quiet hours 21:00–08:00',
        'quiet all day on Thu',
      ],
    });
  });

  it('fit a line however long the names are', () => {
    const template = 'ü'.repeat(300);
    const caps = [{ id: 'c'.repeat(40), of: {}, max: 1, per: { kind: 'rolling', length: day } }] as const;
    const held = ask({ ledger: [entryOf('x', { template })], policy: policyOf({ caps, gap: hour }) });
    expect(held.kind).toBe('hold');
    for (const because of held.kind === 'hold' ? held.because : [])
      expect(Buffer.byteLength(because)).toBeLessThan(121);
  });
});

describe('a cap', () => {
  it('over which more went out before it was published has room when enough of that is past', () => {
    const ledger = [3, 1, 2].map((hours) => entryOf(`nudge-${hours}`, { at: monday - hours * hour }));
    const held = (max: number) => ask({ ledger, policy: policyOf({ caps: [{ id: 'one', of: {}, max, per: { kind: 'rolling', length: day } }] }) });
    expect([1, 2, 3].map((max) => held(max))).toMatchObject([23, 22, 21].map((hours) => ({ until: monday + hours * hour })));
  }); // prettier-ignore

  it('of an hour that the clocks are about to show once more has no room before it is past for good', () => {
    const at = Date.UTC(2026, 9, 24, 23, 45);
    const ledger = [entryOf('before', { at, local: at + 2 * hour })];
    const caps = [{ id: 'hourly', of: {}, max: 1, per: { kind: 'calendar', unit: 'hour' } }] as const;
    const asked = { ledger, policy: policyOf({ caps }), traits: { timezone: 'Antarctica/Troll' } };
    expect(ask({ ...asked, now: at + 45 * minute })).toMatchObject({ kind: 'hold', until: Date.UTC(2026, 9, 25, 2) });
  });
});

describe('the ledger', () => {
  it('has one entry for a nudge, the one recorded last', () => {
    const entries = [entryOf(key, { status: 'sending' }), entryOf('other'), entryOf(key)];
    const ledger = entries.reduce<readonly LedgerEntry[]>(record, []);
    expect(ledger.map(({ nudge, status }) => [nudge, status])).toEqual([
      ['other', 'sent'],
      [key, 'sent'],
    ]);
  });
});
