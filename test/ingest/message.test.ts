import { UsherError } from '../../domain/errors.ts';
import { day, minute } from '../../domain/time/instant.ts';
import { createIngest } from '../../ingest/index.ts';
import { readMessage } from '../../ingest/message.ts';
import { setClock } from '../support/clock.ts';
import { iso, monday, track, type SegmentMessage } from '../support/event.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';

const good: SegmentMessage = {
  type: 'track',
  messageId: 'm-1',
  userId: 'bo',
  event: 'Signed Up',
  timestamp: iso(monday),
};

/** So many objects, each inside the one before. */
function nested(levels: number): SegmentMessage {
  return levels === 1 ? {} : { a: nested(levels - 1) };
}

const circle: Record<string, unknown> = { ...good };
circle.properties = { circle };

/** What is wrong, the message, the code, and words that say what was found and what is expected. */
const refused: readonly (readonly [string, unknown, string, RegExp])[] = [
  ['nothing', undefined, 'EVENT_INVALID', /found undefined, expected a JSON object/],
  ['null', null, 'EVENT_INVALID', /expected object, received null/],
  ['a text', 'Signed Up', 'EVENT_INVALID', /expected object, received string/],
  ['a list', [good], 'EVENT_INVALID', /expected object, received array/],
  ['a function', () => good, 'EVENT_INVALID', /found function, expected a JSON object/],
  ['a bigint inside', { ...good, properties: { n: 1n } }, 'EVENT_INVALID', /JSON cannot hold .*BigInt.*expected a JSON object/],
  ['a circle', circle, 'EVENT_INVALID', /JSON cannot hold .*circular/],
  ['no type', { ...good, type: undefined }, 'EVENT_INVALID', /expected one of "track"\|"identify".* at type/],
  ['another type', { ...good, type: 'purchase' }, 'EVENT_INVALID', /expected one of "track"\|"identify".* at type/],
  ['no user', { ...good, userId: undefined }, 'EVENT_INVALID', /found neither userId nor anonymousId; expected at least one/],
  ['neither id, both null', { ...good, userId: null, anonymousId: null }, 'EVENT_INVALID', /found neither userId nor anonymousId/],
  ['a number for an anonymous user', { ...good, anonymousId: 7 }, 'EVENT_INVALID', /expected string, received number .*at anonymousId/],
  ['an empty anonymous user', { ...good, userId: null, anonymousId: '' }, 'EVENT_INVALID', /anonymousId "" is empty; expected 1–180 bytes/],
  ['an empty anonymous user beside a user', { ...good, anonymousId: '' }, 'EVENT_INVALID', /anonymousId "" is empty/],
  ['an anonymous user with a line break', { ...good, anonymousId: 'a\nb' }, 'EVENT_INVALID', /anonymousId "a\\nb" holds a control character/],
  ['an anonymous user of 181 bytes in all', { ...good, userId: null, anonymousId: 'x'.repeat(171) }, 'EVENT_INVALID', /is 181 bytes long, at most 180 are kept; expected .* with "anonymous:" before it/],
  ['a user who is called as anonymous ones are', { ...good, userId: 'anonymous:7' }, 'EVENT_INVALID', /userId "anonymous:7" begins with "anonymous:", .*; expected an id of your own/],
  ['an alias of nobody', { ...good, type: 'alias' }, 'EVENT_INVALID', /an alias message without `previousId`; expected the id that the user had before/],
  ['an alias to nobody', { ...good, type: 'alias', userId: null, anonymousId: '7', previousId: 'di' }, 'EVENT_INVALID', /an alias message without `userId`; expected the user that `previousId` becomes/],
  ['an alias to oneself', { ...good, type: 'alias', previousId: 'bo' }, 'EVENT_INVALID', /previousId "bo" is the userId itself; expected the id that the user had before/],
  ['an empty previous id', { ...good, type: 'alias', previousId: '' }, 'EVENT_INVALID', /previousId "" is empty/],
  ['a number for a previous id', { ...good, type: 'alias', previousId: 7 }, 'EVENT_INVALID', /expected string, received number .*at previousId/],
  ['a number for a user', { ...good, userId: 7 }, 'EVENT_INVALID', /expected string, received number .*at userId/],
  ['an empty user', { ...good, userId: '' }, 'EVENT_INVALID', /userId "" is empty; expected 1–180 bytes/],
  ['a user with NUL', { ...good, userId: 'a\0b' }, 'EVENT_INVALID', /userId "a\\u0000b" holds a control character; expected/],
  ['a user with a line break', { ...good, userId: 'a\nb' }, 'EVENT_INVALID', /userId "a\\nb" holds a control character/],
  ['half a surrogate pair for a user', { ...good, userId: '\ud83d' }, 'EVENT_INVALID', /userId holds half a surrogate pair/],
  ['a user of 181 bytes', { ...good, userId: 'x'.repeat(181) }, 'EVENT_INVALID', /is 181 bytes long, at most 180 are kept/],
  ['a user of 91 two-byte letters', { ...good, userId: 'é'.repeat(91) }, 'EVENT_INVALID', /is 182 bytes long/],
  ['a user of 10,000 characters', { ...good, userId: 'x'.repeat(10_000) }, 'EVENT_INVALID', /userId "x{60}…" is 10000 bytes long/],
  ['an event of 10,000 characters', { ...good, event: 'x'.repeat(10_000) }, 'EVENT_INVALID', /expected string to have <=200 characters .*at event/],
  ['a track message without an event', { ...good, event: undefined }, 'EVENT_INVALID', /track message without `event`; expected the name/],
  ['an empty event', { ...good, event: '' }, 'EVENT_INVALID', /expected string to have >=1 characters .*at event/],
  ['half a surrogate pair for an event', { ...good, event: 'a\udc00' }, 'EVENT_INVALID', /event holds half a surrogate pair/],
  ['properties that are a list', { ...good, properties: [1] }, 'EVENT_INVALID', /expected record, received array .*at properties/],
  ['a message of 33 KB', { ...good, properties: { text: 'x'.repeat(33 * 1024) } }, 'EVENT_TOO_LARGE', /found a message of 33\d\d\d bytes, at most 32768 are kept/],
  ['a message of 33 KB in two-byte letters', { ...good, properties: { text: 'é'.repeat(17 * 1024) } }, 'EVENT_TOO_LARGE', /at most 32768/],
  ['a message nested 21 deep', { ...good, properties: nested(20) }, 'EVENT_TOO_LARGE', /nested deeper than 20 levels/],
  ['a nesting that exhausts the stack', { ...good, properties: { a: JSON.parse('['.repeat(16_000) + ']'.repeat(16_000)) as unknown } }, 'EVENT_TOO_LARGE', /nested deeper than 20 levels/],
  ['neither id nor timestamp', { ...good, messageId: undefined, timestamp: undefined }, 'EVENT_INVALID', /neither messageId nor timestamp; expected at least one/],
  ['an empty id', { ...good, messageId: '' }, 'EVENT_INVALID', /expected string to have >=1 characters .*at messageId/],
  ['an id of 201 characters', { ...good, messageId: 'x'.repeat(201) }, 'EVENT_INVALID', /expected string to have <=200 characters .*at messageId/],
  ['an id of the form that journeys use', { ...good, messageId: 'usher:test/bo/1/3' }, 'EVENT_INVALID', /messageId "usher:test\/bo\/1\/3" begins with "usher:", .*; expected an id of your own/],
  ['NUL in an id', { ...good, messageId: 'a\0b' }, 'EVENT_INVALID', /holds NUL .*at messageId/],
  ['NUL in an event', { ...good, event: 'a\0b' }, 'EVENT_INVALID', /holds NUL .*at event/],
  ['half a surrogate pair in an id', { ...good, messageId: 'a\udc00' }, 'EVENT_INVALID', /messageId holds half a surrogate pair/],
  ['half a surrogate pair in a property', { ...good, properties: { a: ['b', { c: '\ud83d' }] } }, 'EVENT_INVALID', /properties\.a\.1\.c holds half a surrogate pair/],
  ['half a surrogate pair in the name of a trait', { ...good, type: 'identify', traits: { ['a\ud83d']: 1 } }, 'EVENT_INVALID', /a name in traits holds half a surrogate pair/],
  ['a timestamp of words', { ...good, timestamp: 'yesterday' }, 'EVENT_INVALID', /timestamp "yesterday"; expected ISO 8601, as 2026-/],
  ['words with a year in them', { ...good, timestamp: 'hello 2026' }, 'EVENT_INVALID', /timestamp "hello 2026"; expected ISO 8601/],
  ['a day that no month has', { ...good, timestamp: '2026-02-30T09:00:00Z' }, 'EVENT_INVALID', /timestamp "2026-02-30T09:00:00Z"; expected ISO 8601/],
  ['an empty timestamp', { ...good, timestamp: '' }, 'EVENT_INVALID', /timestamp ""; expected ISO 8601/],
  ['a timestamp that is an object', { ...good, timestamp: {} }, 'EVENT_INVALID', /at timestamp/],
  ['the year 9999', { ...good, timestamp: '9999-12-31T23:59:59Z' }, 'EVENT_IN_FUTURE', /timestamp 9999-12-31T23:59:59Z is more than a day ahead/],
  ['a number past every date', { ...good, timestamp: 1e300 }, 'EVENT_IN_FUTURE', /timestamp 1e\+300 is more than a day ahead/],
  ['a day and a second ahead', { ...good, timestamp: iso(monday + day + 1000) }, 'EVENT_IN_FUTURE', /is more than a day ahead/],
  ['401 days ago', { ...good, timestamp: iso(monday - 401 * day) }, 'EVENT_TOO_OLD', /timestamp 2025-01-25T09:00:00.000Z is more than 400 days ago/],
]; // prettier-ignore

describe('a bad message', () => {
  it.each(refused)('is refused by what is wrong with it: %s', (...[, message, code, words]) => {
    const refusal = refusalOf(message);
    expect({ code: refusal?.code, words: refusal?.message }).toEqual({ code, words: expect.stringMatching(words) as string }); // prettier-ignore
  });

  it('says so in at most a few hundred characters, however large it is', () => {
    for (const [, message] of refused) expect(refusalOf(message)?.message.length).toBeLessThan(300);
  });
});

function refusalOf(message: unknown): UsherError | null {
  try {
    readMessage(message, monday);
    return null;
  } catch (error) {
    if (error instanceof UsherError) return error;
    throw error;
  }
}

describe('bad messages on the real database', () => {
  let kept: TestStore;
  beforeAll(async () => (kept = await openTestStore()));
  afterAll(() => kept.close());

  it('change nothing', async () => {
    const ingest = createIngest({
      store: kept.store,
      temporal: absentTemporal,
      clock: setClock(monday),
      onError: () => {},
    });
    for (const [, message] of refused) await expect(ingest.take(message)).rejects.toThrow(UsherError);
    await ingest.close();
    expect([await kept.db.collection('events').countDocuments(), await kept.db.collection('users').countDocuments()]).toEqual([0, 0]); // prettier-ignore
  });
});

describe('a good message', () => {
  it.each(['a/b', '/', '$where', 'a.b.c', '.', 'a|b', 'bo@acme.test', '🦜', '__proto__', 'constructor', '%2E', ' ', '0', 'x'.repeat(180)])(
    'keeps a user id like any other: %j',
    (userId) => {
      expect(readMessage({ ...good, userId }, monday).event.user).toBe(userId);
    },
  ); // prettier-ignore

  it('has one user for the two ways to write é', () => {
    const users = ['e\u0301', '\u00e9'].map((userId) => readMessage({ ...good, userId }, monday).event.user);
    expect(users).toEqual(['\u00e9', '\u00e9']);
  });

  it.each([
    ['a day ahead is clamped to the receipt', iso(monday + day), monday],
    ['400 days ago is kept', iso(monday - 400 * day), monday - 400 * day],
    ['milliseconds since the epoch', monday - 5, monday - 5],
    ['an offset', '2026-03-02T09:30:00+01:00', monday - 30 * minute],
    ['no offset: UTC, whatever this machine’s zone', '2026-03-02T08:00:00', monday - 60 * minute],
    ['a date alone', '2026-03-02', monday - 9 * 60 * minute],
  ])('counts as of its timestamp: %s', (_, timestamp, expected) => {
    expect(readMessage({ ...good, timestamp }, monday).event.timestamp).toBe(expected);
  });

  it.each([
    ['only an anonymous id', { userId: null, anonymousId: '7' }, 'anonymous:7', undefined],
    ['both ids', { anonymousId: '7' }, 'bo', ['anonymous:7']],
    ['a previous id, in another message than an alias', { previousId: 'di' }, 'bo', undefined],
    ['a previous id, in an alias', { type: 'alias', previousId: 'di' }, 'bo', ['di', 'anonymous:di']],
    ['a previous id and an anonymous one', { type: 'alias', previousId: 'di', anonymousId: '7' }, 'bo', ['di', 'anonymous:di', 'anonymous:7']],
    ['an alias by the anonymous id alone', { type: 'alias', anonymousId: '7' }, 'bo', ['anonymous:7']],
    ['a previous id that says that it is one', { type: 'alias', previousId: 'anonymous:7', anonymousId: '7' }, 'bo', ['anonymous:7']],
    ['a previous id that is too long for an anonymous one', { type: 'alias', previousId: 'x'.repeat(180) }, 'bo', ['x'.repeat(180)]],
    ['two ways to write é', { anonymousId: 'e\u0301' }, 'bo', ['anonymous:\u00e9']],
  ] as const)('says whose it is, and who becomes that one: %s', (...[, ids, user, joins]) => {
    const { event } = readMessage({ ...good, ...ids }, monday);
    expect([event.user, event.joins]).toEqual([user, joins]);
  }); // prettier-ignore

  it('without a timestamp happened when it was received', () => {
    expect(readMessage({ ...good, timestamp: null }, monday).event.timestamp).toBe(monday);
  });

  it('uses the original timestamp of clients that send only that', () => {
    const message = { ...good, timestamp: null, originalTimestamp: iso(monday - minute) };
    expect(readMessage(message, monday).event.timestamp).toBe(monday - minute);
  });

  it('nested 20 deep is kept as it is', () => {
    expect(readMessage({ ...good, properties: nested(19) }, monday).event.properties).toEqual(nested(19));
  });

  it('without an id has the hash of its content for one: the order of its keys says nothing', () => {
    const one = { ...good, messageId: null, properties: { a: 1, b: { c: 2, d: 3 } } };
    const other = { properties: { b: { d: 3, c: 2 }, a: 1 }, ...good, messageId: null };
    expect(readMessage({ ...other, sentAt: 'now' }, monday + 5)).toMatchObject({ event: { messageId: readMessage(one, monday).event.messageId } }); // prettier-ignore
  });

  it('that says something else has another id and another content', () => {
    const base = { ...good, messageId: null, properties: { a: 1 } };
    const others = [{ properties: { a: 2 } }, { userId: 'di' }, { event: 'Left' }, { timestamp: iso(monday + 1) }, { type: 'page' }]; // prettier-ignore
    const ids = [base, ...others.map((other) => ({ ...base, ...other }))].map((message) => readMessage(message, monday).event.messageId); // prettier-ignore
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('of another type than track has no name, and needs none', () => {
    const { event } = readMessage({ ...track('bo', 'X', { at: monday }), type: 'identify', traits: { plan: 'pro' } }, monday); // prettier-ignore
    expect(event).toMatchObject({ type: 'identify', name: null, traits: { plan: 'pro' } });
  });
});
