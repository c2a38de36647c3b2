import type { User } from '../domain/enrolment/user.ts';
import type { Intent } from '../domain/enrolment/visit.ts';
import type { Clock } from '../domain/time/clock.ts';
import type { Instant, Milliseconds } from '../domain/time/instant.ts';
import type { Store } from '../store/index.ts';
import { createApplied } from './applied.ts';
import { createCaution } from './caution.ts';
import type { TemporalClient } from './connect.ts';
import { createCurrentRelease } from './current-release.ts';
import { createJoin } from './join.ts';
import { createLastWritten } from './last-written.ts';
import { fold, type Fate, type Pending } from './fold.ts';
import { createCarryOut } from './carry-out.ts';
import { createLook } from './look.ts';
import { createForget, type Forget } from './forget.ts';
import { createMeet, type Disagreement, type Meet } from './meet.ts';
import { createRecord, type RecordEvent } from './record.ts';
import { createFlip } from './flip.ts';
import { createSweep, type Swept } from './sweep.ts';
import { createTake, type Take } from './take.ts';
import { createTell } from './tell.ts';
import { createUserQueue, type UserQueue } from './user-queue.ts';

export type { Receipt } from './take.ts';

export interface IngestDependencies {
  readonly store: Store;
  readonly temporal: TemporalClient;
  readonly clock: Clock;
  /** Told of what a sweep will finish: a Temporal that is away, a batch that could not be marked. */
  readonly onError: (error: unknown) => void;
  /** Told of each write of a user: how many events it took in, and at which try. */
  readonly onFold?: (fold: { readonly events: number; readonly tries: number }) => void;
  /** Told of each disagreement with Temporal that was mended. */
  readonly onMended?: (disagreement: Disagreement) => void;
}

export interface Ingest {
  /**
   * Takes one message in Segment's format. Resolved: it is safe, counted once, and whoever waits for it will hear of it.
   * @throws UsherError EVENT_* for a message that is refused; nothing was changed
   * @throws UsherError TRAIT_TYPE for a declared trait of another type; nothing was changed
   * @throws UsherError USER_TOO_LARGE for a message that the user's document has no room for
   */
  readonly take: Take;
  /** Takes in an event of Usher's own: a click, a No by a link, what a mail provider tells. */
  readonly record: RecordEvent;
  /** Does what a decision has left to do for a user, at once; a sweep does it otherwise. */
  begin(user: User, todo: readonly Intent[]): void;
  /** Brings a user's document and Temporal together on one course. */
  readonly meet: Meet;
  /**
   * Finishes what a crash or an absent server interrupted, here or in another process.
   * @param settles what is younger is left alone; ten seconds where nothing is said
   * @param isStopped asked before each step: whether to leave the rest to the next sweep
   */
  sweep(settles?: Milliseconds, isStopped?: () => boolean): Promise<Swept>;
  /**
   * Lets those enter who have come into a segment by time alone, here or in another process.
   * @param isStopped asked before each user: whether to leave the rest to the next time
   * @returns how many users were written
   */
  flip(isStopped?: () => boolean): Promise<number>;
  /** Forgets users. */
  readonly forget: Forget;
  /** Waits until Temporal was told of everything taken so far. */
  settled(): Promise<void>;
  /** Waits for all that is under way. */
  close(): Promise<void>;
}

export function createIngest({ store, temporal, clock, onError, onFold, onMended }: IngestDependencies): Ingest {
  const now = (): Instant => Date.now();
  const applied = createApplied(store.events, onError);
  const lastWritten = createLastWritten();
  const current = createCurrentRelease(store.releases, clock, now);
  const telling = new Set<Promise<unknown>>();
  const look = createLook(temporal, clock);
  const caution = createCaution({ store, temporal, now });
  const meet = createMeet({ store, temporal, look, caution, clock, current, now, begin, onMended });
  const join = createJoin({ store, current, clock, now, begin });
  const foldSoon = (pending: Pending): Promise<Fate> => queue.add(pending.event.user, pending);
  const carryOut = createCarryOut({ tell: createTell(temporal), meet, store, fold: foldSoon, now });
  const flip = createFlip({ store, current, clock, now, begin });
  const forget = createForget({ store, temporal, clock, now });
  const sweep = createSweep({ store, carryOut, meet, join, fold: foldSoon, forget: () => forget.sweep(), now });

  const queue: UserQueue<Pending, Fate> = createUserQueue(async (id, pending) => {
    const folded = await fold(id, pending, { store, applied, current, lastWritten, join, now });
    // Whose events they are by now.
    if (folded.kind === 'moved') return Promise.all(pending.map((each) => queue.add(folded.to, each)));
    const { fates, user, todo, tries } = folded;
    onFold?.({ events: pending.length, tries });
    begin(user, todo);
    return fates;
  });

  function begin(user: User, todo: readonly Intent[]): void {
    for (const intent of todo) {
      const told = carryOut(user, intent).catch(onError);
      telling.add(told);
      void told.finally(() => telling.delete(told));
    }
  }

  async function settled(): Promise<void> {
    await queue.idle();
    while (telling.size > 0) await Promise.all(telling);
  }

  return {
    settled,
    take: createTake({ events: store.events, current, clock, fold: foldSoon, now }),
    record: createRecord({ events: store.events, fold: foldSoon, now }),
    begin,
    meet,
    forget,
    sweep: (settles, isStopped = () => false) => sweep({ settles, isStopped }),
    flip: (isStopped = () => false) => flip(isStopped),
    async close() {
      await settled();
      await applied.flush();
    },
  };
}
