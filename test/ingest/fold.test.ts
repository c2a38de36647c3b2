import { newUser, type User } from '../../domain/enrolment/user.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import { ownEventId } from '../../domain/profile/own-event-id.ts';
import { second, type Instant } from '../../domain/time/instant.ts';
import { fold, type FoldDependencies, type Folded, type Pending } from '../../ingest/fold.ts';
import { createLastWritten } from '../../ingest/last-written.ts';
import { eventOf, monday } from '../support/event.ts';

interface Folding {
  readonly user?: User;
  /** Ids that are done, as the events know. */
  readonly done?: readonly string[];
  /** How long a read of the user takes. */
  readonly reading?: number;
}

/** A fold on a document in memory. */
function foldingOf({ user = newUser('bo'), done = [], reading = 0 }: Folding): {
  dependencies: FoldDependencies;
  written: () => User;
} {
  let time: Instant = monday;
  let kept = user;
  const store = {
    users: {
      meet() {
        time += reading;
        return Promise.resolve(kept);
      },
      write(next: User) {
        kept = next;
        return Promise.resolve(true);
      },
    },
    events: {
      done: () => Promise.resolve(new Set(done)),
      refuse: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    },
  };
  const applied = {
    trusts: (storedAt: Instant | null, now: Instant) => storedAt !== null && now - storedAt < 30 * second,
    folded: () => undefined,
    tidy: (before: User) => before,
    flush: () => Promise.resolve(),
  };
  const current = { get: () => Promise.resolve(null), published: () => Promise.resolve(null) };
  const lastWritten = createLastWritten();
  const unused = () => Promise.reject(new Error('nobody becomes another here'));
  const join = { join: unused, finish: unused };
  const given = { store, applied, current, lastWritten, join, now: () => time };
  const dependencies = given as unknown as FoldDependencies;
  return { dependencies, written: () => kept };
}

async function foldFor(user: string, pending: readonly Pending[], dependencies: FoldDependencies): Promise<Folded> {
  const folded = await fold(user, pending, dependencies);
  if (folded.kind === 'moved') throw new Error(`${user} is ${folded.to}`);
  return folded;
}

function stored(event: UserEvent): Pending {
  return { event, storedAt: monday };
}

const opened = eventOf('bo', 'Opened', { at: monday, messageId: 'm-1' });

/** A document without room for more. */
function full(user: User): User {
  const traits = { essay: 'x'.repeat(300 * 1024) };
  const todo = Array.from(
    { length: 120 },
    (_, number) => ({ kind: 'wake', course: 'test', number, at: monday, event: 'm-0' }) as const,
  );
  return { ...user, profile: { ...user.profile, traits }, todo };
}

describe('a fold', () => {
  it('whose read took longer than its own store is trusted asks whether the event is done', async () => {
    const { dependencies, written } = foldingOf({ done: ['m-1'], reading: 40 * second });
    const { fates } = await foldFor('bo', [stored(opened)], dependencies);
    expect(fates).toEqual([{ kind: 'known' }]);
    expect(written().profile.events).toEqual({});
  });

  it('of an event that is done leaves nothing to do for it', async () => {
    const id = ownEventId(['test', 'bo', 1, 3]);
    const event = eventOf('bo', null, { at: monday, messageId: id, traits: { plan: 'pro' } });
    const user: User = { ...newUser('bo'), revision: 1, todo: [{ kind: 'event', event }] };
    const { dependencies, written } = foldingOf({ user, done: [id] });
    const { fates } = await foldFor('bo', [{ event, storedAt: null }], dependencies);
    expect([fates, written().todo]).toEqual([[{ kind: 'known' }], []]);
  });
});

describe('a user without any room', () => {
  it('is not refused an event that was folded before', async () => {
    const user = full({ ...newUser('bo'), revision: 1, applied: [{ id: 'm-1', at: monday }] });
    const { dependencies } = foldingOf({ user });
    expect((await foldFor('bo', [stored(opened)], dependencies)).fates).toEqual([{ kind: 'known' }]);
  });

  it('is refused one that grows the document, and not one that shrinks it', async () => {
    const user = full({ ...newUser('bo'), revision: 1 });
    const shorter = eventOf('bo', null, { at: monday, messageId: 'm-2', traits: { essay: 'x'.repeat(280 * 1024) } });
    const { dependencies } = foldingOf({ user });
    const { fates } = await foldFor('bo', [stored(opened), stored(shorter)], dependencies);
    expect(fates.map(({ kind }) => kind)).toEqual(['refused', 'folded']);
  });

  it('is never refused what a journey of its own has set', async () => {
    const event = eventOf('bo', null, {
      at: monday,
      messageId: ownEventId(['test', 'bo', 1, 3]),
      traits: { plan: 'pro' },
    });
    const { dependencies, written } = foldingOf({ user: full({ ...newUser('bo'), revision: 1 }) });
    const { fates } = await foldFor('bo', [stored(event)], dependencies);
    expect([fates[0]?.kind, written().profile.traits.plan]).toEqual(['folded', 'pro']);
  });
});

describe('a burst of one user’s events', () => {
  /** So many ids that are not tidied away yet. */
  const burst = (ids: number): User['applied'] =>
    Array.from({ length: ids }, (_, id) => ({
      id: `0f8fad5b-d9cb-469f-a165-${String(id).padStart(12, '0')}`,
      at: monday,
    }));

  it('does not use up the document’s room by its ids', async () => {
    const { dependencies } = foldingOf({ user: { ...newUser('bo'), revision: 1, applied: burst(5_000) } });
    expect((await foldFor('bo', [stored(opened)], dependencies)).fates[0]?.kind).toBe('folded');
  });

  it('of more than can be remembered is to be sent again later', async () => {
    const { dependencies } = foldingOf({ user: { ...newUser('bo'), revision: 1, applied: burst(10_000) } });
    await expect(foldFor('bo', [stored(opened)], dependencies)).rejects.toMatchObject({ code: 'USER_BUSY' });
  });
});
