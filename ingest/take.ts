import { isLate, type Reception } from '../domain/enrolment/receive.ts';
import { UsherError } from '../domain/errors.ts';
import type { UserEvent } from '../domain/profile/event.ts';
import type { Clock } from '../domain/time/clock.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { EventStore, StoredEvent } from '../store/events.ts';
import { undeclaredTraits } from './check-traits.ts';
import type { CurrentRelease } from './current-release.ts';
import type { Fate, Joiner, Pending } from './fold.ts';
import { readMessage } from './message.ts';

/** How a message came. */
export interface Arrival {
  /** The clock's instant of receipt; now, unless the demonstration plays its sample. */
  readonly receivedAt?: Instant;
  /** None of it is news: it tells of users, and neither enrols nor wakes anybody. */
  readonly historical?: boolean;
}

/** What became of one event. */
export interface Receipt extends Pick<Reception, 'late' | 'entered' | 'woke' | 'refused'> {
  readonly status: 'stored' | 'duplicate';
  readonly user: string;
  /** Users who have become this one by it. */
  readonly joined: readonly string[];
  /** Users of whom it says that they are this one, who stay apart, and why. */
  readonly apart: readonly { readonly user: string; readonly because: readonly string[] }[];
  /** The event's name; null for other types than `track`. */
  readonly name: string | null;
  /** Its timestamp was ahead of the receipt, and counts as of then. */
  readonly clamped: boolean;
  /** Paths of its traits that the current release does not declare; they are kept. At most 20. */
  readonly undeclared: readonly string[];
}

/** Takes one message in. */
export type Take = (message: unknown, arrival?: Arrival) => Promise<Receipt>;

export interface TakeDependencies {
  readonly events: EventStore;
  readonly current: CurrentRelease;
  readonly clock: Clock;
  readonly fold: (pending: Pending) => Promise<Fate>;
  readonly now: () => Instant;
}

export function createTake({ events, current, clock, fold, now }: TakeDependencies): Take {
  return async (message, { receivedAt = clock.at(now(), ''), historical = false } = {}) => {
    const { event, content } = readMessage(message, receivedAt, historical);
    const undeclared = await declared(event);
    const storedAt = now();
    const before = await events.insert(event, content, storedAt);
    if (before === null) return receiptOf({ event, undeclared }, 'stored', roomFor(await fold({ event, storedAt })));
    if (before.content !== content) throw conflict(event.messageId);
    const fate = await again(before);
    // Refused before means that nobody was told that it is safe: this is the first time.
    return receiptOf({ event, undeclared }, before.status === 'refused' ? 'stored' : 'duplicate', fate);
  };

  /** What was stored before stays so, whatever a later release declares: its sender only wants to know that it is. */
  async function declared(event: UserEvent): Promise<readonly string[]> {
    const release = event.type === 'identify' ? await current.get() : null;
    try {
      return undeclaredTraits(event, release);
    } catch (error) {
      if ((await events.read(event.messageId)) === null) throw error;
      return [];
    }
  }

  /** An event that was stored before: a retry, or a crash's. */
  async function again({ event, status }: StoredEvent): Promise<Fate> {
    if (status === 'done') return { kind: 'known' };
    if (status === 'refused') await events.reopen(event.messageId);
    return roomFor(await fold({ event, storedAt: null }));
  }
}

function roomFor(fate: Fate): Fate {
  if (fate.kind === 'refused') throw new UsherError('USER_TOO_LARGE', `user would have ${fate.because}`);
  if (fate.kind === 'forgotten') throw new UsherError('USER_FORGOTTEN', 'the user was forgotten; nothing of the event is kept'); // prettier-ignore
  return fate;
}

/** Where a sweep was faster than a fold that had to wait, the event was stored all the same; what it led to is not known. */
function receiptOf({ event, undeclared }: Taken, status: Receipt['status'], fate: Fate): Receipt {
  const { user, name, claimed } = event;
  const isNews = status === 'stored';
  const folded = isNews && fate.kind === 'folded' ? fate : nothing;
  const { entered, woke, refused } = folded.reception;
  const told = { status, user: fate.kind === 'folded' ? fate.reception.user.id : user, name, undeclared };
  const late = isNews && isLate(event);
  return { ...told, clamped: claimed !== undefined, late, entered, woke, refused, ...joiningOf(folded.joining) };
}

interface Taken {
  readonly event: UserEvent;
  readonly undeclared: readonly string[];
}

const nothing = { reception: { entered: [], woke: [], refused: [] }, joining: [] };

function joiningOf(joiners: readonly Joiner[]): Pick<Receipt, 'joined' | 'apart'> {
  return {
    joined: joiners.flatMap(({ user, joining }) => (joining.kind === 'joined' ? [user] : [])),
    apart: joiners.flatMap(({ user, joining }) =>
      joining.kind === 'apart' ? [{ user, because: [joining.because] }] : [],
    ),
  };
}

function conflict(messageId: string): UsherError {
  const message = `messageId ${JSON.stringify(messageId)} was used before for another event; expected an id of its own`;
  return new UsherError('EVENT_CONFLICT', message);
}
