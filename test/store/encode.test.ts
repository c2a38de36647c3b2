import fc from 'fast-check';
import { decodeKey, decodeKeys, encodeKey, encodeKeys } from '../../store/encode.ts';

const awkward = ['.', '$', '%', '\0', 'a.b', '$set', '%2E', '%25', '__proto__', 'constructor', '', '🦜', 'é'];

describe('the encoding of keys', () => {
  it.each(awkward)('keeps %j through a round trip', (key) => {
    expect(decodeKey(encodeKey(key))).toBe(key);
  });

  it.each(['.', '$', '\0'])('leaves no %j for the database to misread', (character) => {
    expect(encodeKey(`a${character}b${character}`)).not.toContain(character);
  });

  it('leaves no name that every object has, which the driver would take for its own', () => {
    for (const name of Object.getOwnPropertyNames(Object.prototype)) {
      expect(encodeKey(name) in {}).toBe(false);
      expect(decodeKey(encodeKey(name))).toBe(name);
    }
  });

  it('leaves a usual name as it is', () => {
    expect(encodeKey('Profile Completed')).toBe('Profile Completed');
  });

  const key = fc.oneof(fc.constantFrom(...awkward), fc.string({ unit: 'binary' }));

  it('gives two keys two encodings, and each its own name back', () => {
    fc.assert(
      fc.property(key, key, (a, b) => {
        expect(decodeKey(encodeKey(a))).toBe(a);
        expect(encodeKey(a) === encodeKey(b)).toBe(a === b);
      }),
    );
  });

  it('keeps every JSON value, whatever its keys at whatever depth', () => {
    const value = fc.jsonValue({ stringUnit: 'binary' });
    fc.assert(
      fc.property(value, (json) => {
        expect(decodeKeys(encodeKeys(json))).toEqual(json);
      }),
    );
    fc.assert(
      fc.property(fc.dictionary(key, value), (json) => {
        expect(decodeKeys(encodeKeys(json))).toEqual(json);
      }),
    );
  });
});
