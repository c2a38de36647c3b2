import fc from 'fast-check';
import type { Cap, Policy } from '../../domain/pacing/policy.ts';
import { day, hour, minute } from '../../domain/time/instant.ts';
import { policyOf } from './pacing.ts';
import { inAppOf, mailOf } from './release.ts';
import type { Arrival } from './stream.ts';

/** Zones with summer time, without, with half hours, half an hour of summer time, and two hours of it. */
export const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Antarctica/Troll', 'Pacific/Auckland', 'UTC'] as const; // prettier-ignore

const part = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 2 });

const scopes = fc
  .record({ channel: part(fc.constantFrom('email', 'in-app')), tag: part(fc.constantFrom('a', 'b')), category: part(fc.constantFrom('x', 'y')), journey: part(fc.constantFrom('one', 'two')) })
  .map((scope) => Object.fromEntries(Object.entries(scope).filter(([, value]) => value !== undefined)) as Cap['of']); // prettier-ignore

const windows: fc.Arbitrary<Cap['per']> = fc.oneof(
  fc.constantFrom('hour', 'day', 'month').map((unit) => ({ kind: 'calendar', unit }) as const),
  fc.constantFrom(hour, 5 * hour, day, 7 * day).map((length) => ({ kind: 'rolling', length }) as const),
  fc.constant({ kind: 'enrolment' } as const),
);

/** Caps of every kind, with a gap or without, and an order of tags. */
export const policies: fc.Arbitrary<Policy> = fc
  .record({
    caps: fc.array(fc.record({ of: scopes, max: fc.integer({ min: 1, max: 4 }), per: windows }), { minLength: 1, maxLength: 4 }),
    gap: fc.option(fc.constantFrom(30 * minute, 5 * hour)),
    priority: fc.constantFrom([], ['a'], ['b', 'a']),
  })
  .map(({ caps, ...rest }) => policyOf({ ...rest, caps: caps.map((cap, index) => ({ id: `cap-${index}`, ...cap })) })); // prettier-ignore

const templates = fc
  .record({ channel: fc.boolean(), tags: fc.subarray(['a', 'b', 'c']), category: fc.constantFrom('x', 'y'), priority: fc.constantFrom(0, 0, 5), transactional: fc.constantFrom(false, false, false, true) })
  .map(({ channel, ...rest }) => ({ ...(channel ? mailOf('tip') : inAppOf('tip')), ...rest })); // prettier-ignore

const outcomes = fc.constantFrom<Arrival['outcome'][]>(
  'sent',
  'sent',
  'sent',
  'unknown',
  'sending',
  'reserved',
  'failed',
);

/** In the nights in which clocks are put forward and back, and on days like any other. */
const starts = [Date.UTC(2026, 2, 28, 6), Date.UTC(2026, 9, 24, 6), Date.UTC(2026, 3, 4, 3), Date.UTC(2026, 5, 29)];

/** A stream of one user's nudges, who travels, and was two before. */
export const streams: fc.Arbitrary<readonly Arrival[]> = fc
  .record({
    start: fc.constantFrom(...starts),
    steps: fc.array(
      fc.record({
        pause: fc.oneof(fc.constant(0), fc.integer({ max: 90, min: 1 }), fc.integer({ max: 1_500, min: 1 })),
        zone: fc.option(fc.constantFrom(...zones), { freq: 6 }),
        course: fc.constantFrom('one', 'two', 'two~9c5e2d7b11f0a8e4'),
        visit: fc.constantFrom(1, 1, 2),
        owner: fc.constantFrom('bo', 'bo', 'device/7'),
        template: templates,
        outcome: outcomes,
      }),
      { minLength: 5, maxLength: 40 },
    ),
  })
  .map(({ start, steps }) => {
    let [at, zone] = [start, 'Europe/Berlin'];
    return steps.map(({ pause, zone: to, owner, ...rest }, index) => {
      at += pause * minute;
      zone = to ?? zone;
      return { ...rest, at, zone, key: `${rest.course}/${owner}/${rest.visit}/step-${index}/0` };
    });
  });
