import type { Collection, Db } from 'mongodb';
import { newUser, type User } from '../domain/enrolment/user.ts';
import { isBarred, type Proof } from '../domain/forgetting/proof.ts';
import type { Profile } from '../domain/profile/profile.ts';
import type { Release } from '../domain/release/release.ts';
import type { Instant } from '../domain/time/instant.ts';
import { isDuplicateKey } from './duplicate-key.ts';
import { decodeKeys, encodeKeys } from './encode.ts';
import type { ForgottenStore } from './forgotten.ts';
import { entryOf } from './ledger-entry.ts';
import type { ReleaseStore } from './releases.ts';
import { comparablesOf, type Comparables } from './user-layout.ts';

type Facts = Pick<
  User,
  'profile' | 'declaredBy' | 'visits' | 'heldOut' | 'arms' | 'ledger' | 'suppressed' | 'todo' | 'refused'
>;

/** A user's visits, without the rest. */
export type Visiting = Pick<User, 'id' | 'visits'>;

interface UserDocument extends Facts {
  readonly _id: string;
  readonly revision: number;
  readonly applied: User['applied'];
  /** Courses of visits that are not over; absent when all are. */
  readonly open?: readonly string[];
  /** For queries alone, as what is below: where mail goes, in lower case; absent without an address. */
  readonly address?: string;
  /** What stands here is being forgotten: nothing else is in it; absent otherwise. */
  readonly forgotten?: true;
  readonly admitted?: Instant;
  /** For queries alone; made anew by every write. */
  readonly comparable: Comparables | null;
  /** Since when (real time) something is to do; absent when nothing is. */
  readonly todoSince?: Instant;
}

/** The users' documents. */
export interface UserStore {
  /** The user, or one of whom nothing is known (revision 0), or of whom nothing is to be known (`forgotten`). */
  read(id: string): Promise<User>;
  /**
   * Writes the user if the document is still at `user.revision`; false when somebody else was faster. Of somebody who is
   * forgotten nothing is written, and that is that.
   */
  write(user: User, at: Instant): Promise<boolean>;
  /** Leaves nothing in the user's document but that it is being forgotten, if it is still at `user.revision`. */
  empty(user: User, at: Instant): Promise<boolean>;
  /** Removes documents that were emptied. */
  remove(ids: readonly string[]): Promise<void>;
  /** Ids of users for whom something has been to do since before `before`, oldest first, without the first `skip`. */
  overdue(before: Instant, limit: number, skip?: number): Promise<readonly string[]>;
  /** Ids of users with a folded event that nobody has taken off the list since before `before`; as above. */
  withApplied(before: Instant, limit: number, skip?: number): Promise<readonly string[]>;
  /** Users with a visit that is not over, and their visits, by id from `after` on (exclusive). */
  open(after: string, limit: number): Promise<readonly Visiting[]>;
  /** The visits of these users, of whom something is known. */
  visiting(ids: readonly string[]): Promise<readonly Visiting[]>;
  /** Ids of users whose mail goes to this address, whatever its case; at most `limit`. */
  byAddress(address: string, limit: number): Promise<readonly string[]>;
  /** Since when (real time) the longest has been to do what somebody has to do; null when nothing is. */
  oldestTodo(): Promise<Instant | null>;
  /** How many users have a visit to one of these journeys that is not over. */
  underWay(journeys: readonly string[]): Promise<number>;
  count(): Promise<number>;
}

interface UserStoreDependencies {
  readonly releases: Pick<ReleaseStore, 'read'>;
  readonly forgotten: Pick<ForgottenStore, 'of'>;
}

export function createUserStore(db: Db, { releases, forgotten }: UserStoreDependencies): UserStore {
  const users: Collection<UserDocument> = db.collection('users');
  return {
    async read(id) {
      const found = await users.findOne({ _id: id });
      return found === null ? admittedAs(newUser(id), await forgotten.of(id)) : toUser(found);
    },
    async write(user, at) {
      if (user.forgotten) return true;
      const release = user.declaredBy == null ? null : await releases.read(user.declaredBy);
      return put(users, toDocument(user, at, release), user.revision);
    },
    ...emptying(users),
    async overdue(before, limit, skip = 0) {
      const found = users.find({ todoSince: { $lt: before } }, { projection: { _id: 1 } });
      return (await found.sort({ todoSince: 1 }).skip(skip).limit(limit).toArray()).map(({ _id }) => _id);
    },
    async withApplied(before, limit, skip = 0) {
      const found = users.find({ 'applied.0.at': { $lt: before } }, { projection: { _id: 1 } });
      return (await found.sort({ 'applied.0.at': 1 }).skip(skip).limit(limit).toArray()).map(({ _id }) => _id);
    },
    async open(after, limit) {
      const found = users.find({ _id: { $gt: after }, open: { $exists: true } }, { projection: { visits: 1 } });
      return (await found.sort({ _id: 1 }).limit(limit).toArray()).map(toVisiting);
    },
    async visiting(ids) {
      const found = await users.find({ _id: { $in: [...ids] } }, { projection: { visits: 1 } }).toArray();
      return found.map(toVisiting);
    },
    async byAddress(address, limit) {
      const found = users.find({ address: address.toLowerCase() }, { projection: { _id: 1 } });
      return (await found.sort({ _id: 1 }).limit(limit).toArray()).map(({ _id }) => _id);
    },
    async oldestTodo() {
      const found = users.find({ todoSince: { $gt: 0 } }, { projection: { todoSince: 1 } });
      const [oldest] = await found.sort({ todoSince: 1 }).limit(1).toArray();
      return oldest?.todoSince ?? null;
    },
    async underWay(journeys) {
      if (journeys.length === 0) return 0;
      const open = { $in: ['starting', 'open'] };
      return users.countDocuments({ $or: journeys.map((journey) => ({ [`visits.${journey}.status`]: open })) });
    },
    count: () => users.estimatedDocumentCount(),
  };
}

/** How documents go of users who are forgotten. */
function emptying(users: Collection<UserDocument>): Pick<UserStore, 'empty' | 'remove'> {
  return {
    empty({ id, revision }, at) {
      return put(users, toDocument({ ...newUser(id), revision, forgotten: true }, at, null), revision);
    },
    async remove(ids) {
      await users.deleteMany({ _id: { $in: [...ids] }, forgotten: true });
    },
  };
}

/** False when the document is not at this revision any more; 0: when there is one. */
async function put(users: Collection<UserDocument>, document: UserDocument, revision: number): Promise<boolean> {
  if (revision === 0) return insert(users, document);
  const { _id, ...rest } = document;
  return (await users.replaceOne({ _id, revision }, rest)).matchedCount === 1;
}

async function insert(users: Collection<UserDocument>, document: UserDocument): Promise<boolean> {
  try {
    await users.insertOne(document);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/**
 * The revision that a write at this real instant gives. By the time, not by count: a document that was restored from a
 * backup never comes to a revision which a process remembers from before.
 */
export function nextRevision(revision: number, at: Instant): number {
  return Math.max(revision + 1, at);
}

/** The longest that SMTP delivers to, and more (RFC 5321, 4.5.3.1). */
const longestAddress = 320;

/** Writes that leave something to do do not make it younger: a user who never rests is swept like any other. */
function toDocument(
  { id, revision, todoSince, forgotten, admitted, ...user }: User,
  at: Instant,
  release: Release | null,
): UserDocument {
  const comparable = release === null ? null : comparablesOf(user.profile, release.content);
  const since = user.todo.length > 0 && { todoSince: todoSince ?? at };
  const open = Object.entries(user.visits).flatMap(([course, { status }]) => (status === 'closed' ? [] : [course]));
  const { email } = user.profile.traits;
  return {
    _id: id,
    revision: nextRevision(revision, at),
    ...encodeKeys({ ...user, comparable }),
    ...(typeof email === 'string' && email.length <= longestAddress && { address: email.toLowerCase() }),
    ...(forgotten && { forgotten }),
    ...(admitted !== null && { admitted }),
    ...(open.length > 0 && { open }),
    ...since,
  };
}

function toVisiting({ _id, visits }: Pick<UserDocument, '_id' | 'visits'>): Visiting {
  return { id: _id, visits: decodeKeys(visits) };
}

function toUser({ _id, revision, applied, todoSince, ...document }: UserDocument): User {
  const { profile, declaredBy, visits, heldOut, arms, ledger, suppressed, todo, refused } = decodeKeys(document);
  const decoded = {
    profile: withConsent(profile),
    declaredBy,
    visits,
    heldOut,
    arms,
    ledger: ledger.map(entryOf),
    suppressed,
    todo,
    refused,
    forgotten: document.forgotten ?? false,
    admitted: document.admitted ?? null,
  };
  return { id: _id, revision, applied, todoSince: todoSince ?? null, ...decoded };
}

/** Somebody of whom there is no document, as the proof that there was one tells. */
function admittedAs(user: User, proof: Proof | null): User {
  if (proof === null) return user;
  return { ...user, forgotten: isBarred(proof), admitted: proof.readmitted?.at ?? null };
}

/** Documents from before users were asked lack it. */
function withConsent(profile: Omit<Profile, 'consent'> & Partial<Profile>): Profile {
  return { consent: {}, ...profile };
}
