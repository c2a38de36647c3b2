import { ttlOf } from '../../../domain/slot/ttl.ts';
import { hour, minute, second, type Instant } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';
import { factsOf } from '../../support/facts.ts';

const ago = (...minutes: readonly number[]): readonly Instant[] => minutes.map((each) => monday - each * minute);
const busy = Array.from({ length: 21 }, () => monday - minute);

function ttlFor(events: Readonly<Record<string, readonly Instant[]>>, validUntil: Instant | null = null): number {
  const { profile } = factsOf({ events });
  const lastSeen = Math.max(-Infinity, ...Object.values(events).flat());
  return ttlOf({ ...profile, lastSeen: Number.isFinite(lastSeen) ? lastSeen : null }, monday, validUntil);
}

describe('how long a decision is worth keeping', () => {
  it.each<[string, Parameters<typeof ttlFor>[0], number]>([
    ['nothing, ever', {}, 15 * minute],
    ['nothing within the hour', { Opened: ago(61, 300) }, 15 * minute],
    ['one thing', { Opened: ago(5) }, 7.5 * minute],
    ['three things under two names', { Opened: ago(1, 59, 62), Read: ago(60) }, 225 * second],
    ['very much', Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`E${index}`, busy])), 5 * second],
  ])('is the shorter, the more the user has done in the last hour: %s', (_, events, ttl) => {
    expect(ttlFor(events)).toBe(ttl);
  });

  it.each<[string, Instant, number]>([
    ['soon', monday + 7 * second, 7 * second],
    ['at once', monday, 0],
    ['later than that', monday + hour, 15 * minute],
  ])('ends when time alone may change it: %s', (_, validUntil, ttl) => {
    expect(ttlFor({}, validUntil)).toBe(ttl);
  });
});
