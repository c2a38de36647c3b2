import fc from 'fast-check';
import { consentWords } from '../../../domain/profile/consent-words.ts';
import { consentTo, isConfirmed } from '../../../domain/pacing/consent.ts';
import { addressPrint } from '../../../domain/profile/address-print.ts';
import type { Consents } from '../../../domain/profile/consent.ts';
import { apply, newProfile } from '../../../domain/profile/apply.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { UserEvent } from '../../../domain/profile/event.ts';
import { eventOf } from '../../support/event.ts';
import { runs } from '../condition/runs.ts';

function fold(events: readonly UserEvent[]): Consents {
  return events.reduce((profile, event) => apply(profile, event), newProfile('bo')).consent;
}

function said(name: string, at: number, properties: JsonObject = {}): UserEvent {
  return eventOf('bo', name, { at, properties });
}

const about = { channel: 'email', category: 'tips', address: addressPrint('bo@acme.test') } as const;

describe('what a user said about nudges', () => {
  it.each<[string, JsonObject, Consents]>([
    ['Subscribed', { channel: 'email', category: 'tips' }, { 'email/tips': { says: 'in', at: 1 } }],
    ['Subscription Confirmed', { channel: 'email' }, { 'email/*': { says: 'confirmed', at: 1 } }],
    ['Unsubscribed', { category: 'tips' }, { '*/tips': { says: 'out', at: 1 } }],
    ['Unsubscribed', {}, { '*/*': { says: 'out', at: 1 } }],
    ['Unsubscribed', { channel: ' Email ', category: null }, { 'email/*': { says: 'out', at: 1 } }],
    ['Email Complained', { category: 'tips', channel: 'in-app' }, { 'email/*': { says: 'out', at: 1, complained: 1 } }],
    ['Signed Up', { channel: 'email' }, {}],
    ['constructor', {}, {}],
  ])('%s %j is %j', (name, properties, consent) => {
    expect(fold([said(name, 1, properties)])).toEqual(consent);
  });

  it.each<JsonObject>([{ channel: 5 }, { channel: ['email'] }, { channel: 'a/b' }, { channel: 'x'.repeat(41) }])(
    'counts against sending where nobody can tell what of: %j',
    (properties) => {
      expect(fold([said('Unsubscribed', 1, properties)])).toEqual({ '*/*': { says: 'out', at: 1 } });
      expect(fold([said('Subscribed', 1, properties)])).toEqual({});
    },
  );

  it('is what was said last of exactly that, and of one instant the stricter', () => {
    const yes = said('Subscribed', 1, { channel: 'email' });
    const no = said('Unsubscribed', 2, { channel: 'email' });
    const confirmed = said('Subscription Confirmed', 2, { channel: 'email' });
    expect(fold([no, yes])).toEqual({ 'email/*': { says: 'out', at: 2 } });
    expect(fold([no, confirmed])).toEqual({ 'email/*': { says: 'out', at: 2, confirmed: 2 } });
    expect(fold([confirmed, no])).toEqual({ 'email/*': { says: 'out', at: 2, confirmed: 2 } });
    expect(fold([confirmed, yes])).toEqual({ 'email/*': { says: 'confirmed', at: 2 } });
  });

  it('keeps when it was confirmed and refused: a yes that is said again takes no confirmation away', () => {
    const yes = said('Subscribed', 3, { channel: 'email' });
    const confirmed = said('Subscription Confirmed', 1, { channel: 'email' });
    const no = said('Unsubscribed', 2, { channel: 'email' });
    expect(fold([confirmed, yes])).toEqual({ 'email/*': { says: 'in', at: 3, confirmed: 1 } });
    expect(isConfirmed(fold([confirmed, yes]), about)).toBe(true);
    expect(isConfirmed(fold([confirmed, no, yes]), about)).toBe(false);
    expect(isConfirmed(fold([yes]), about)).toBe(false);
  });

  it('keeps of which address it was confirmed: a confirmation says nothing of another one', () => {
    const [ours, other] = [addressPrint('Bo@acme.test') ?? '', addressPrint('bo@gmail.test') ?? ''];
    const confirmed = (at: number, address: string) =>
      said('Subscription Confirmed', at, { channel: 'email', address });
    const yes = said('Subscribed', 5, { channel: 'email' });
    const told = [confirmed(1, ours), confirmed(2, other), yes];
    expect(fold(told)).toEqual({ 'email/*': { says: 'in', at: 5, confirmed: 2, address: other } });
    expect(fold(told.toReversed())).toEqual(fold(told));
    expect(isConfirmed(fold(told), { ...about, address: other })).toBe(true);
    expect(isConfirmed(fold(told), { ...about, address: ours })).toBe(false);
    expect(isConfirmed(fold(told), { ...about, address: null })).toBe(false);
    expect(isConfirmed(fold([said('Subscription Confirmed', 1, { channel: 'email' })]), { ...about, address: ours })).toBe(true); // prettier-ignore
  });

  it('is not changed by what an event of another type is called', () => {
    expect(fold([{ ...said('Unsubscribed', 1), name: null, type: 'page' }])).toEqual({});
  });

  it('keeps when mail was called spam, whatever was said since', () => {
    const complaint = said('Email Complained', 2);
    const yes = said('Subscribed', 3, { channel: 'email' });
    const no = said('Unsubscribed', 4, { channel: 'email' });
    expect(fold([complaint, yes])).toEqual({ 'email/*': { says: 'in', at: 3, out: 2, complained: 2 } });
    expect(fold([no, complaint, yes])).toEqual({ 'email/*': { says: 'out', at: 4, complained: 2 } });
  });

  it('is at most two hundred things: all that was said of a whole channel, and of the rest the first by name', () => {
    const general = [said('Unsubscribed', 0, { channel: 'email' }), said('Unsubscribed', 1)];
    const many = Array.from({ length: 220 }, (_, at) => said('Subscribed', 2 + at, { category: `c${at}` }));
    const consent = fold([...general, ...many]);
    expect(Object.keys(consent)).toHaveLength(200);
    expect(consent).toMatchObject({ 'email/*': { says: 'out' }, '*/*': { says: 'out' } });
    expect(consent).toHaveProperty(['*/c0']);
    expect(consent).not.toHaveProperty(['*/c99']);
  });

  it('loses no No: what there is no room for is a No to all of its channel, in any order', () => {
    const noes = Array.from({ length: 230 }, (_, at) => said('Unsubscribed', 10 + at, { channel: 'email', category: `c${at}` })); // prettier-ignore
    const yeses = Array.from({ length: 30 }, (_, at) => said('Subscribed', at, { category: `a${at}` }));
    for (const events of [[...yeses, ...noes], [...noes, ...yeses], [...noes, ...yeses].reverse()]) {
      const consent = fold(events);
      for (const at of noes.keys()) expect(consentTo(consent, 'email', `c${at}`)).toBe('out');
      expect(consentTo(consent, 'in-app', 'a0')).toBe('in');
    }
    const elsewhere = said('Unsubscribed', 5, { channel: 'sms', category: 'z' });
    const full = noes.map((no) => ({ ...no, name: 'Subscribed' }));
    expect(fold([elsewhere, ...full])).toMatchObject({ '*/*': { says: 'out', at: 5 } });
  });

  it('comes to the same in any order, however often an event comes', () => {
    const event = fc
      .tuple(
        fc.constantFrom('Subscribed', 'Subscription Confirmed', 'Unsubscribed', 'Email Complained'),
        fc.integer({ min: 0, max: 40 }),
        fc.constantFrom(undefined, 'email', 'in-app', 'sms', 7),
        fc.option(fc.integer({ min: 0, max: 90 })),
        fc.constantFrom({}, { address: 'one' }, { address: 'two' }),
      )
      .map(([name, at, channel, category, of]) =>
        said(name, at, {
          ...of,
          ...(channel !== undefined && { channel }),
          category: category === null ? null : `c${category}`,
        }),
      );
    const stories = fc
      .array(event, { minLength: 150, maxLength: 450, size: 'max' })
      .chain((events) =>
        fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }), fc.subarray(events)),
      );
    fc.assert(
      fc.property(stories, ([events, other, again]) => {
        const consent = fold(events);
        expect(fold([...other, ...again])).toEqual(consent);
        expect(Object.keys(consent).length).toBeLessThanOrEqual(200);
      }),
      // A failure of hundreds of events would be shrunk for minutes.
      { numRuns: runs(40, 500), endOnFailure: true },
    );
  });
});

describe('the words of what a user said', () => {
  it('name channel and category, the latest first', () => {
    const consent: Consents = {
      '*/*': { says: 'out', at: 1 },
      'email/*': { says: 'in', at: 4 },
      'email/tips': { says: 'confirmed', at: 2 },
      '*/news': { says: 'out', at: 3 },
    };
    expect(consentWords(consent)).toEqual([
      { at: 4, words: 'yes to all email' },
      { at: 3, words: 'no to everything of news' },
      { at: 2, words: 'yes, confirmed by mail, to email of tips' },
      { at: 1, words: 'no to everything' },
    ]);
  });
});
