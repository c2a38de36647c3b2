import { passFlips } from '../../../domain/enrolment/flips.ts';
import { receive } from '../../../domain/enrolment/receive.ts';
import { changed, newUser, type User } from '../../../domain/enrolment/user.ts';
import type { UserEvent } from '../../../domain/profile/event.ts';
import { day, hour, minute, second, type Instant } from '../../../domain/time/instant.ts';
import { eventOf, monday } from '../../support/event.ts';
import { entriesOf, leadingRelease, month, truth, type Entry } from './month.ts';

/** As often as workers look. */
const sweepEvery = 10 * second;
const people = 2_000;

/** Everybody's documents, with the index of their next flips, as the database has them. */
function createPeople(): {
  readonly due: (now: Instant) => readonly string[];
  readonly next: (until: Instant) => Instant;
  readonly change: (id: string, with_: (user: User) => User) => User;
} {
  const users = new Map<string, User>();
  const byFlip = new Map<string, Instant>();
  // No user is due before; looked for anew only when it may be so.
  let soonest = -Infinity;
  return {
    due: (now) => [...byFlip].flatMap(([id, at]) => (at <= now ? [id] : [])),
    next(until) {
      if (soonest <= until) soonest = [...byFlip.values()].reduce((first, at) => Math.min(first, at), Infinity);
      return soonest;
    },
    change(id, with_) {
      const user = with_(users.get(id) ?? newUser(id));
      // What is left to do is done at once.
      users.set(id, changed(user, { todo: [], applied: [], visits: {}, refused: [] }));
      if (user.flipAt === null) byFlip.delete(id);
      else byFlip.set(id, user.flipAt);
      soonest = Math.min(soonest, user.flipAt ?? Infinity);
      return user;
    },
  };
}

interface Entered extends Entry {
  /** When it was written. */
  readonly written: Instant;
}

/** Lets a month pass for everybody: events as they are received, and a sweep every ten seconds that finds users by the index alone. */
function live(events: readonly UserEvent[]): readonly Entered[] {
  const release = leadingRelease;
  const all = createPeople();
  const entered: Entered[] = [];
  const note = (user: User, written: Instant): void => {
    for (const entry of entriesOf(user)) entered.push({ ...entry, written });
  };
  const sweep = (until: Instant): void => {
    for (let next = all.next(until); next <= until; next = all.next(until)) {
      const now = Math.ceil(next / sweepEvery) * sweepEvery;
      if (now > until) return;
      for (const id of all.due(now)) {
        note(
          all.change(id, (user) => passFlips(user, { release, since: monday, real: now }, now).user),
          now,
        );
      }
    }
  };
  for (const event of events) {
    const now = event.receivedAt;
    sweep(now - 1);
    note(
      all.change(event.user, (user) => receive(user, event, { release, at: now, since: monday }).user),
      now,
    );
  }
  sweep(monday + 45 * day);
  return entered;
}

const keyOf = ({ user, segment, at }: Entry): string => `${user} ${segment} ${new Date(at).toISOString()}`;

describe(`a month of ${people} users`, () => {
  const events = month(people, 20260302);
  const entered = live(events);

  it('lets everybody enter who comes into a segment, at the very instant, and nobody else', () => {
    const expected = truth(events, monday + 45 * day)
      .map(keyOf)
      .sort();
    expect(expected.length).toBeGreaterThan(people);
    expect(entered.map(keyOf).sort()).toEqual(expected);
  });

  it('does so within 60 s of that instant', () => {
    expect(Math.max(...entered.map(({ at, written }) => Math.abs(written - at)))).toBeLessThanOrEqual(minute);
  });

  it('by events and by time alone, both often', () => {
    const received = new Set(events.map(({ user, receivedAt }) => `${user} ${receivedAt}`));
    const byEvent = entered.filter(({ user, at }) => received.has(`${user} ${at}`));
    expect(byEvent.length).toBeGreaterThan(people / 10);
    expect(entered.length - byEvent.length).toBeGreaterThan(people / 2);
  });
});

it('an event that is looked at late by the sweep still counts as of its instant', () => {
  const [release, id] = [leadingRelease, 'bo'];
  const event = eventOf(id, 'App Opened', { at: monday });
  const user = receive(newUser(id), event, { release, at: monday, since: monday }).user;
  const after = passFlips(user, { release, since: monday, real: monday }, monday + 10 * day + hour).user;
  expect(entriesOf(after).map(keyOf)).toEqual(truth([event], monday + 10 * day).map(keyOf));
});
