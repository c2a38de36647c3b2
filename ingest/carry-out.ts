import { withoutEnd } from '../domain/enrolment/gave-way.ts';
import { journeyOf } from '../domain/enrolment/identity.ts';
import { gaveWayOf, originOn, visitOf, type User } from '../domain/enrolment/user.ts';
import type { Intent } from '../domain/enrolment/visit.ts';
import type { UserEvent } from '../domain/profile/event.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Store } from '../store/index.ts';
import type { Pending } from './fold.ts';
import type { Meet, Meeting } from './meet.ts';
import { eventHash } from './message.ts';
import type { Tell, TemporalIntent } from './tell.ts';

/** Does one thing that a user's document has left to do. Everything may be done again. */
export type CarryOut = (user: User, intent: Intent) => Promise<void>;

export interface CarryOutDependencies {
  readonly tell: Tell;
  /** For when Temporal does not know what the document does, or the other way round. */
  readonly meet: Meet;
  readonly store: Pick<Store, 'users' | 'events' | 'trail'>;
  readonly fold: (pending: Pending) => Promise<unknown>;
  readonly now: () => Instant;
}

/** Temporal is told of starts and wake-ups; an event of a journey's own is stored, and folded where it is not yet. */
export function createCarryOut(dependencies: CarryOutDependencies): CarryOut {
  const { tell, meet } = dependencies;
  return async (user, intent) => {
    if (intent.kind === 'event') return keep(intent.event, dependencies);
    // What a restored document does not know of a first visit, the start itself finds out.
    if (isReturn(user, intent) && (await meet(originOn(user, intent.course), intent.course)) !== 'start') return;
    const telling = await tell(user, intent);
    if (telling === 'told') return;
    if (intent.kind === 'end') return endUnheard(user, intent, dependencies);
    const { course } = intent;
    await meet(originOn(user, course), course, intent.kind === 'wake' ? about(intent) : {});
  };
}

/** What a workflow that does not answer to a wake-up was to hear of. */
export function about({ event }: Extract<Intent, { kind: 'wake' }>): Meeting {
  return event === undefined ? {} : { event };
}

/** No workflow is there to ask for its end: it is told for it. A race that is lost is left to the next sweep. */
async function endUnheard(user: User, intent: Ending, { store, now }: CarryOutDependencies): Promise<void> {
  const { course, origin } = intent;
  const read = await store.users.read(user.id);
  const end = gaveWayOf(read, course, origin);
  if (end?.visit === intent.visit) {
    const { visit, key, release, decision } = end;
    const enrolment = { user: origin, journey: journeyOf(course), ...(key !== null && { key }), visit, release };
    await store.trail.append({ ...enrolment, number: decision.number, entries: decision.trail });
  }
  const heard = withoutEnd(read, intent);
  if (heard !== read) await store.users.write(heard, now());
}

type Ending = Extract<Intent, { kind: 'end' }>;

async function keep(event: UserEvent, { store: { events }, fold, now }: CarryOutDependencies): Promise<void> {
  const storedAt = now();
  const content = eventHash(event);
  const before = await events.insert(event, content, storedAt);
  if (before !== null && before.content !== content) {
    // A restored document has decided again, and otherwise. Both are told; to fold this one again changes nothing.
    await events.insert({ ...event, messageId: `${event.messageId}/${content}` }, content, storedAt);
  }
  await fold({ event, storedAt: before === null ? storedAt : null });
}

/** Whether somebody who was in the journey before is to start in it. */
function isReturn(user: User, intent: TemporalIntent): boolean {
  return intent.kind === 'start' && intent.visit > 1 && visitOf(user, intent.course)?.visit === intent.visit;
}
