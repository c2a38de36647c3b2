import type { User } from '../../../domain/enrolment/user.ts';
import type { UserEvent } from '../../../domain/profile/event.ts';
import type { Release } from '../../../domain/release/release.ts';
import { day, hour, minute, type Instant } from '../../../domain/time/instant.ts';
import { conditionOf } from '../../support/condition.ts';
import { eventOf, monday } from '../../support/event.ts';
import { onSegment, programOf } from '../../support/program.ts';
import { releaseOf } from '../../support/release.ts';

/** Somebody came into a segment. */
export interface Entry {
  readonly user: string;
  readonly segment: string;
  readonly at: Instant;
}

/** What was received of one user by an instant, as it was sent: nothing was folded. */
interface Heard {
  readonly events: readonly UserEvent[];
}

const times = ({ events }: Heard, name: string): readonly Instant[] =>
  events.filter((event) => event.name === name).map(({ timestamp }) => timestamp);
const newest = (heard: Heard, name: string): Instant => Math.max(-Infinity, ...times(heard, name));
const oldest = (heard: Heard, name: string): Instant => Math.min(Infinity, ...times(heard, name));

function trialEnd({ events }: Heard): Instant {
  const told = events.filter(({ traits }) => traits.trialEndsAt !== undefined);
  const last = told.reduce<UserEvent | null>(
    (best, event) => (best === null || event.timestamp >= best.timestamp ? event : best),
    null,
  );
  return last === null ? NaN : Date.parse(last.traits.trialEndsAt as string);
}

/** A segment as it is written, and what it means, computed from scratch. */
interface Meant {
  readonly written: object;
  readonly holds: (heard: Heard, now: Instant) => boolean;
  /** Every instant at which time alone can change it. */
  readonly turns: (heard: Heard) => readonly Instant[];
}

const segments: Readonly<Record<string, Meant>> = {
  // An event part and an elapsed-time part.
  quiet: {
    written: {
      did: { event: 'App Opened', times: 0, within: '3d' },
      'events.Signed Up.first': { $lte: { $ago: '2d' } },
    },
    holds: (heard, now) =>
      times(heard, 'App Opened').every((at) => at < now - 3 * day) && oldest(heard, 'Signed Up') <= now - 2 * day,
    turns: (heard) => [
      ...times(heard, 'App Opened').map((at) => at + 3 * day + 1),
      oldest(heard, 'Signed Up') + 2 * day,
    ],
  },
  // Comes true by an event, and false by time.
  keen: {
    written: { did: { event: 'Project Created', times: { $gte: 3 }, within: '7d' } },
    holds: (heard, now) => times(heard, 'Project Created').filter((at) => at >= now - 7 * day).length >= 3,
    turns: (heard) => times(heard, 'Project Created').map((at) => at + 7 * day + 1),
  },
  // A date ahead, which may be moved.
  'trial-ends': {
    written: { 'traits.trialEndsAt': { $lte: { $ahead: '3d' }, $gte: { $ago: '0d' } } },
    holds: (heard, now) => trialEnd(heard) <= now + 3 * day && trialEnd(heard) >= now,
    turns: (heard) => (Number.isNaN(trialEnd(heard)) ? [] : [trialEnd(heard) - 3 * day, trialEnd(heard) + 1]),
  },
  lapsed: {
    written: { 'events.Cancelled.last': { $lte: { $ago: '1d' } }, did: { event: 'Resumed', times: 0 } },
    holds: (heard, now) =>
      newest(heard, 'Cancelled') > -Infinity &&
      newest(heard, 'Cancelled') <= now - day &&
      times(heard, 'Resumed').length === 0,
    turns: (heard) => times(heard, 'Cancelled').map((at) => at + day),
  },
};

/** Each segment leads into a journey of its own. */
export const leadingRelease: Release = releaseOf(
  Object.entries(segments).map(([segment, { written }]) =>
    programOf([], {
      journey: `by-${segment}`,
      enrol: [onSegment(segment, conditionOf(written))],
      again: { kind: 'always' },
    }),
  ),
);

/** The entries that are left to be told. */
export function entriesOf({ todo }: User): readonly Entry[] {
  return todo.flatMap((intent) => {
    if (intent.kind !== 'event' || intent.event.name !== 'Segment Entered') return [];
    const { user, timestamp, properties } = intent.event;
    return [{ user, segment: properties.segment as string, at: timestamp }];
  });
}

/** Who comes into which segment when, by brute force: whether it holds is asked anew at every instant at which it can change. */
export function truth(events: readonly UserEvent[], until: Instant): readonly Entry[] {
  const users = new Map<string, UserEvent[]>();
  for (const event of events) users.set(event.user, [...(users.get(event.user) ?? []), event]);
  return [...users].flatMap(([user, received]) =>
    Object.entries(segments).flatMap(([segment, meant]) =>
      entriesInto(meant, received, until).map((at) => ({ user, segment, at })),
    ),
  );
}

function entriesInto({ holds, turns }: Meant, received: readonly UserEvent[], until: Instant): readonly Instant[] {
  const entered: Instant[] = [];
  let is = false;
  const look = (heard: Heard, at: Instant, counts: boolean): void => {
    const now = holds(heard, at);
    if (now && !is && counts) entered.push(at);
    is = now;
  };
  received.forEach((event, place) => {
    const heard = { events: received.slice(0, place + 1) };
    const next = received[place + 1]?.receivedAt ?? until;
    const isNews = event.receivedAt - event.timestamp <= day;
    look(heard, event.receivedAt, isNews);
    const after = turns(heard).filter((at) => at > event.receivedAt && at <= next);
    for (const at of [...new Set(after)].sort((a, b) => a - b)) look(heard, at, true);
  });
  return entered;
}

/** Numbers from 0 to 1, always the same for a seed. Source: mulberry32, https://github.com/bryc/code (public domain). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const names = [
  'App Opened',
  'App Opened',
  'App Opened',
  'Project Created',
  'Project Created',
  'Cancelled',
  'Resumed',
  'Page Viewed',
];

/** What so many users do within a month, in the order of its receipt: some of it late, some of it a day late and more. */
export function month(people: number, seed: number): readonly UserEvent[] {
  const random = randomFrom(seed);
  const events: UserEvent[] = [];
  for (let person = 0; person < people; person++) {
    const user = `user-${person}`;
    const start = monday + Math.floor(random() * 20 * day);
    events.push(eventOf(user, 'Signed Up', { at: start, ...(random() < 0.5 && { traits: {} }) }));
    for (let count = Math.floor(random() * 16); count > 0; count--) {
      const at = start + Math.floor(random() ** 2 * 12 * day);
      const name = names[Math.floor(random() * names.length)] ?? '';
      events.push(eventOf(user, name, { at, receivedAt: at + lateBy(random) }));
    }
    for (let count = Math.floor(random() * 3); count > 0; count--) {
      const at = start + Math.floor(random() * 8 * day);
      const trialEndsAt = new Date(start + Math.floor(random() * 20 * day)).toISOString();
      events.push(eventOf(user, null, { at, traits: { trialEndsAt } }));
    }
  }
  return events.sort((a, b) => a.receivedAt - b.receivedAt);
}

function lateBy(random: () => number): number {
  const chance = random();
  if (chance < 0.8) return 0;
  return chance < 0.95 ? Math.floor(random() * 12 * hour) : Math.floor(25 * hour + random() * 40 * hour + minute);
}
