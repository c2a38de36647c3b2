import { copied, merged, put, withOwn } from '../../domain/record.ts';

/** As it comes out of JSON: a key like any other. */
const odd = JSON.parse('{"__proto__":1,"plan":2}') as Readonly<Record<string, number>>;

describe('a record with a value under a key', () => {
  it('has the others as they were, in their order, and leaves the first record alone', () => {
    const record = { one: 1, two: 2 };
    expect(Object.entries(withOwn(record, 'three', 3))).toEqual([
      ['one', 1],
      ['two', 2],
      ['three', 3],
    ]);
    expect(Object.entries(withOwn(record, 'one', 0))).toEqual([
      ['one', 0],
      ['two', 2],
    ]);
    expect(record).toEqual({ one: 1, two: 2 });
  });

  it('takes `__proto__` for a name', () => {
    const record = withOwn(withOwn<number>({}, '__proto__', 1), 'plan', 2);
    expect(JSON.stringify(record)).toBe('{"__proto__":1,"plan":2}');
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
  });
});

it('copies what is named `__proto__`, too', () => {
  const copy = copied(odd);
  put(copy, 'seats', 3);
  expect(JSON.stringify(copy)).toBe('{"__proto__":1,"plan":2,"seats":3}');
  expect(JSON.stringify(odd)).toBe('{"__proto__":1,"plan":2}');
});

it('says of what two things say what the second says, and leaves both alone', () => {
  const [one, other] = [{ status: 'held', at: 1 }, { status: 'sent' }];
  expect(merged(one, other)).toEqual({ status: 'sent', at: 1 });
  expect([one, other]).toEqual([{ status: 'held', at: 1 }, { status: 'sent' }]);
});
