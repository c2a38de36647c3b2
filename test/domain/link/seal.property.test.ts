import fc from 'fast-check';
import { linkKeys } from '../../../activities/link/keys.ts';
import type { LinkClaims } from '../../../domain/link/claims.ts';
import { open, seal, type LinkKeys } from '../../../domain/link/seal.ts';
import { UsherError } from '../../../domain/errors.ts';
import { day } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';

const keys = linkKeys(['the newer key of the two, long enough', 'the older key of the two, long enough']);
const full = process.env.USHER_PROPERTIES === 'full';

const claims: fc.Arbitrary<LinkClaims> = fc.record(
  {
    kind: fc.constantFrom('unsubscribe', 'preferences', 'confirm', 'click', 'open'),
    user: fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }),
    nudge: fc.string({ maxLength: 60, unit: 'grapheme' }),
    category: fc.string({ minLength: 1, maxLength: 20 }),
    channel: fc.constantFrom('email', 'in-app', 'webhook'),
    target: fc.webUrl({ withQueryParameters: true, withFragments: true }),
    expires: fc.integer({ min: monday + 1, max: monday + 400 * day }),
  },
  { requiredKeys: ['kind', 'user', 'nudge', 'expires'] },
);

/** What opening it comes to: the claims, or the code of the refusal. */
function opened(token: string, { kind }: Pick<LinkClaims, 'kind'>, { by = keys, now = monday }: { by?: LinkKeys; now?: number } = {}): unknown {
  try {
    return open(by, token, { kind, now });
  } catch (error) {
    if (error instanceof UsherError) return error.code;
    throw error;
  }
} // prettier-ignore

const alphabet = Array.from('ABCXYZabcxyz0189-_.~%/+= \u0000é');

describe('a signed link', () => {
  it('says what it was given, in characters that a path leaves alone', () => {
    fc.assert(
      fc.property(claims, (said) => {
        const token = seal(keys, said);
        expect(opened(token, said)).toEqual(said);
        expect(token).toMatch(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/);
      }),
    );
  });

  it('is refused with any single character changed, added or missing', () => {
    fc.assert(
      fc.property(claims, fc.nat(), fc.constantFrom(...alphabet), (said, at, character) => {
        const token = seal(keys, said);
        const index = at % token.length;
        const [before, after] = [token.slice(0, index), token.slice(index + 1)];
        fc.pre(character !== token[index]);
        expect(opened(before + character + after, said)).toBe('LINK_INVALID');
        expect(opened(before + character + token.slice(index), said)).toBe('LINK_INVALID');
        expect(opened(before + after, said)).toBe('LINK_INVALID');
      }),
      { numRuns: full ? 5000 : 300 },
    );
  });

  it('is refused with every other last character, of which base64 reads some alike', () => {
    const said: LinkClaims = { kind: 'open', user: 'bo', nudge: 'test/bo/1/welcome/0', expires: monday + day };
    const token = seal(keys, said);
    const [text = '', signature = ''] = token.split('.');
    for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
      for (const altered of [`${text}.${signature.slice(0, -1)}${character}`, `${text.slice(0, -1)}${character}.${signature}`]) {
        expect(opened(altered, said)).toEqual(altered === token ? said : 'LINK_INVALID');
      }
    }
  }); // prettier-ignore

  it('of one user, target, category, nudge or kind is none of another', () => {
    fc.assert(
      fc.property(claims, claims, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        const [said, signature] = [seal(keys, other).split('.')[0], seal(keys, one).split('.')[1]];
        fc.pre(said !== seal(keys, one).split('.')[0]);
        expect(opened(`${said}.${signature}`, other)).toBe('LINK_INVALID');
      }),
    );
  });

  it('of one kind is refused where another is expected', () => {
    const token = seal(keys, { kind: 'open', user: 'bo', nudge: 'n', expires: monday + 1 });
    expect(opened(token, { kind: 'unsubscribe' })).toBe('LINK_INVALID');
  });

  it('is good until it expires, and not at that instant', () => {
    const said: LinkClaims = { kind: 'open', user: 'bo', nudge: 'n', expires: monday };
    expect(opened(seal(keys, said), said, { now: monday - 1 })).toEqual(said);
    expect(opened(seal(keys, said), said)).toBe('LINK_EXPIRED');
  });

  it('is signed by the first key and good with every key that is still known', () => {
    const said: LinkClaims = { kind: 'open', user: 'bo', nudge: 'n', expires: monday + 1 };
    const [newer = '', older = ''] = keys.secrets;
    expect(opened(seal(linkKeys([older]), said), said)).toEqual(said);
    expect(opened(seal(keys, said), said, { by: linkKeys([newer]) })).toEqual(said);
    expect(opened(seal(keys, said), said, { by: linkKeys([older]) })).toBe('LINK_INVALID');
    expect(opened(seal(keys, said), said, { by: linkKeys([]) })).toBe('LINK_INVALID');
  });

  it.each(['', '.', '..', 'a', 'a.b.c', '.'.repeat(9000), 'x'.repeat(100_000), 'null.', 'undefined.undefined'])('is not %.20j', (token) => {
    expect(opened(token, { kind: 'open' })).toBe('LINK_INVALID');
  }); // prettier-ignore

  it.each(['javascript:alert(1)', '//evil.test', '/home', 'ftp://acme.test', 'https://a@evil.test', 'https://acme.test\\@evil.test', 'https://', 'https://acme.test/ x', `https://acme.test/${'x'.repeat(2000)}`, 'data:text/html,x', 'https://пример.рф/', 'https://acme.test/?q=日本', 'https://acme.test/\u0001x', 'https://acme.test/\u007f'])(
    'does not lead to %.40s',
    (target) => {
      const said: LinkClaims = { kind: 'click', user: 'bo', nudge: 'n', target, expires: monday + 1 };
      expect(() => seal(keys, said)).toThrow(UsherError);
    },
  ); // prettier-ignore

  it('cannot be made without a key', () => {
    expect(() => seal(linkKeys([]), { kind: 'open', user: 'bo', nudge: 'n', expires: monday })).toThrow(/USHER_LINK_SECRET/);
  }); // prettier-ignore
});
