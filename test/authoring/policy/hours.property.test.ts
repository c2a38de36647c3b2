import fc from 'fast-check';
import { readPolicy } from '../../../authoring/policy/read-policy.ts';
import { createCursor } from '../../../authoring/read/cursor.ts';

const names = { journeys: ['onboarding'], tags: ['trial'], categories: ['tips'] };

/** What is said of a policy. */
function saidOf(policy: unknown): readonly string[] {
  const said: string[] = [];
  const report = { problem: ({ message }: { message: string }) => void said.push(message), warning: () => undefined };
  readPolicy(createCursor(policy, report), names);
  return said;
}

const words = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const channels = ['email', 'in-app', 'webhook'] as const;

/** Hours that begin and end on full hours, so that a week has 168 moments to ask. */
const hours = fc.record({
  channels: fc.option(fc.subarray([...channels], { minLength: 1 }), { nil: undefined }),
  countries: fc.option(fc.constant(['DE']), { nil: undefined, freq: 4 }),
  days: fc.option(fc.subarray([...words], { minLength: 4 }), { nil: undefined, freq: 2 }),
  times: fc.option(
    fc.tuple(fc.nat(23), fc.nat(23)).filter(([from, to]) => from !== to),
    { nil: undefined, freq: 3 },
  ),
  then: fc.constantFrom('hold', 'skip'),
});
type Drawn = typeof hours extends fc.Arbitrary<infer Value> ? Value : never;

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

function written({ times, ...rest }: Drawn): object {
  return { ...rest, ...(times === undefined ? {} : { from: clock(times[0]), to: clock(times[1]) }) };
}

/** The hours of the week, from Monday's midnight, that they cover: one after the other, from each day's beginning. */
function covered({ days = [...words], times = [0, 24] }: Drawn): ReadonlySet<number> {
  const [from, to] = times;
  const length = to > from ? to - from : to - from + 24;
  const begins = days.map((day) => words.indexOf(day) * 24 + from);
  return new Set(begins.flatMap((begin) => Array.from({ length }, (_, hour) => (begin + hour) % 168)));
}

interface Drawing {
  readonly quiet: readonly Drawn[];
  readonly allowed: readonly Drawn[];
}

interface Covering extends Drawn {
  readonly inside: ReadonlySet<number>;
}

function covering(drawn: Drawn): Covering {
  return { ...drawn, inside: covered(drawn) };
}

/** Whether some nudge could wait for ever, hour by hour. */
function isEndless(drawing: Drawing): boolean {
  const [quiet, allowed] = [drawing.quiet.map(covering), drawing.allowed.map(covering)];
  return channels.some((channel) =>
    [undefined, 'DE'].some((country) => {
      const speaks = (each: Drawn): boolean =>
        (each.channels?.includes(channel) ?? true) && (each.countries === undefined || country === 'DE');
      const [shut, open] = [quiet.filter(speaks), allowed.filter(speaks)];
      const states = Array.from({ length: 168 }, (_, hour) => {
        const outside = open.every(({ inside }) => !inside.has(hour)) ? open : [];
        const blocks = [...shut.filter(({ inside }) => inside.has(hour)), ...outside];
        if (blocks.length === 0) return 'open';
        return blocks.some(({ then }) => then === 'skip') ? 'skip' : 'hold';
      });
      return !states.includes('open') && states.includes('hold');
    }),
  );
}

describe('the hours of a policy', () => {
  it('are refused exactly where some nudge could wait for ever', () => {
    const drawing = fc.record({ quiet: fc.array(hours, { maxLength: 4 }), allowed: fc.array(hours, { maxLength: 2 }) });
    fc.assert(
      fc.property(drawing, (drawn) => {
        const said = saidOf({ quiet: drawn.quiet.map(written), allowed: drawn.allowed.map(written) });
        expect(said.some((message) => message.includes('never end'))).toBe(isEndless(drawn));
        expect(said.length).toBe(isEndless(drawn) ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a policy', () => {
  const keys = ['caps', 'gap', 'quiet', 'allowed', 'priority', 'holdout', 'consent', 'spread', 'rates', 'tracking'];
  const below = ['id', 'max', 'per', 'then', 'from', 'to', 'days', 'countries', 'channels', 'email', 'push', 'opens'];

  it('of any JSON never throws', () => {
    const leaf = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('push', 'day', '7d', '21:00', 'DE', 'UK', 'hold', 'weekdays', '1/m'),
    );
    const mapping = fc.dictionary(fc.constantFrom(...below), fc.oneof(leaf, fc.array(leaf)));
    const value = fc.dictionary(fc.constantFrom(...keys), fc.oneof(leaf, mapping, fc.array(fc.oneof(leaf, mapping))));
    fc.assert(
      fc.property(value, (policy) => {
        expect(() => saidOf(policy)).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});
