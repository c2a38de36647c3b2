import type { User } from '../domain/enrolment/user.ts';
import type { UserEvent } from '../domain/profile/event.ts';
import type { Joiner, Pending } from './pending.ts';
import type { Join, Joining } from './join.ts';

/** The users who become one with a user by the events of one fold. */
export interface Joiners {
  /** Whether by any of the events somebody is to be asked about. */
  areAsked(user: User, pending: readonly Pending[]): boolean;
  /** Joins whoever is not known to be this user, before the events are folded; true when the user has to be read again. */
  join(user: User, pending: readonly Pending[]): Promise<boolean>;
  /** What came of those that an event names. */
  of(event: UserEvent): readonly Joiner[];
  /** Whether an event is for nothing but to name somebody who was forgotten. */
  isForgotten(event: UserEvent): boolean;
  /** Why an event that is for nothing else cannot do what it is for; null where it can. */
  problem(event: UserEvent): string | null;
}

type Apart = Extract<Joining, { kind: 'apart' }>;

/** Whoever was joined, or found to be somebody else's, is not asked about twice in a fold. */
export function createJoiners({ join }: Pick<Join, 'join'>): Joiners {
  const known = new Map<string, Joining>();
  const of: Joiners['of'] = ({ joins = [] }) =>
    joins.flatMap((user) => {
      const joining = known.get(user);
      return joining === undefined ? [] : [{ user, joining }];
    });
  /** Of an event that comes again somebody may have been left in the middle of it: they are asked about, too. */
  const asked = (user: User, { event, storedAt }: Pending): readonly string[] =>
    (event.joins ?? []).filter(
      (source) => source !== user.id && !known.has(source) && (storedAt === null || !user.aliases.includes(source)),
    );
  const apart = (event: UserEvent, why: Apart['why']): Apart | undefined =>
    of(event).flatMap(({ joining }) => (joining.kind === 'apart' && joining.why === why ? [joining] : []))[0];
  const isForgotten: Joiners['isForgotten'] = (event) =>
    event.type === 'alias' && apart(event, 'forgotten') !== undefined;
  return {
    areAsked: (user, pending) => pending.some((each) => asked(user, each).length > 0),
    async join(user, pending) {
      let isChanged = false;
      for (const each of pending) {
        for (const source of asked(user, each)) {
          const joining = await join(source, user.id, each.event);
          known.set(source, joining);
          isChanged ||= joining.kind !== 'apart';
          if (isForgotten(each.event)) break;
        }
      }
      return isChanged;
    },
    of,
    isForgotten,
    problem(event) {
      const full = event.type === 'alias' ? apart(event, 'full') : undefined;
      return full === undefined ? null : full.because;
    },
  };
}
