import type { User } from '../../../domain/enrolment/user.ts';
import type { Room } from './points.ts';

/** The name of the point after a user was written: by whom, and what that write was for. */
export function written(room: Room, before: User | undefined, after: User): string {
  const isJoined = after.aliases.length > (before?.aliases.length ?? 0);
  return isJoined ? `${room}:user-joined` : writtenAlone(room, before, after);
}

function writtenAlone(room: Room, before: User | undefined, after: User): string {
  if (room === 'sweep')
    return `sweep:${after.applied.length < (before?.applied.length ?? 0) ? 'tidied' : sweptFor(before, after)}`;
  if (isStarting(after) && !isStarting(before)) return 'enrol:starting-written';
  if (['ingest', 'meet'].includes(room)) return `${room}:user-written`;
  if (decisionsOf(after) === decisionsOf(before)) return `${room}:${reservationOf(room, after)}`;
  return room === 'decide' ? 'decide:user-written' : 'deliver:concluded';
}

/** Events of journeys are in the document when they come to be swept, others are not. */
function sweptFor(before: User | undefined, after: User): string {
  return after.applied.length === before?.applied.length ? 'event-folded' : 'user-written';
}

/** No decision was taken: a nudge was reserved or given back, or an event of the journey's own was folded. */
function reservationOf(room: Room, { ledger, todo }: User): string {
  const newest = ledger.at(-1);
  if (room === 'decide' || newest === undefined || newest.status === 'sent') return 'event-folded';
  if (newest.lease !== null) return 'reserved';
  return todo.length === 0 ? 'given-back' : 'event-folded';
}

function isStarting(user: User | undefined): boolean {
  return Object.values(user?.visits ?? {}).some(({ status }) => status === 'starting');
}

function decisionsOf(user: User | undefined): number {
  return Object.values(user?.visits ?? {}).reduce((sum, { number }) => sum + number, 0);
}
