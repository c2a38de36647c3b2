import type { Instant } from '../../../domain/time/instant.ts';
import type { Letter } from './crowd.ts';
import type { Acknowledged } from './senders.ts';

/** What one user did, as the senders know it. */
export interface Happened {
  readonly user: string;
  /** When the event may have happened that let the user in between two instants; null when nobody sent one. */
  entryBetween(closed: Instant, entered: Instant): Entry | null;
  /** What happened of an event since an entry; up to an instant if need be. */
  since(entry: Entry, event: string, until?: Instant): Occurred;
}

/** Of several events that may have let the user in, the earliest and the latest. */
export interface Entry {
  readonly earliest: Instant;
  readonly latest: Instant;
}

export interface Occurred {
  /** Whether it can have happened since the entry. */
  readonly possible: boolean;
  /** Whether it has happened since the entry, and was acknowledged by then. */
  knownBy(at: Instant): boolean;
  /** How often it happened since the beginning of time. */
  readonly ever: number;
  everBy(at: Instant): number;
}

/** @param acknowledged the user's letters, each with the instant of its first acknowledgement */
export function happenedTo(user: string, acknowledged: readonly Acknowledged[], begun: Instant): Happened {
  const timestampOf = ({ letter }: { letter: Letter }): Instant => Math.round(begun + letter.at);
  return {
    user,
    entryBetween(closed, entered) {
      // An event is acknowledged after it has let somebody in, and nobody is let in before the visit before is closed.
      const doors = acknowledged.filter(({ letter, at }) => letter.event === 'Trial Begun' && at >= closed);
      const instants = doors.map(timestampOf).filter((at) => at <= entered);
      return instants.length === 0 ? null : { earliest: Math.min(...instants), latest: Math.max(...instants) };
    },
    since({ earliest, latest }, event, until = Infinity) {
      const all = acknowledged.filter(({ letter }) => letter.event === event);
      const from = (instant: Instant): readonly Acknowledged[] =>
        all.filter((each) => timestampOf(each) >= instant && timestampOf(each) <= until);
      return {
        possible: from(earliest).length > 0,
        knownBy: (at) => from(latest).some((each) => each.at <= at),
        ever: all.length,
        everBy: (at) => all.filter((each) => each.at <= at).length,
      };
    },
  };
}
