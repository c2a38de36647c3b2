import type { Collection, Db } from 'mongodb';
import { newUser, type User } from '../domain/enrolment/user.ts';
import { isBarred, type Proof } from '../domain/forgetting/proof.ts';
import type { Profile } from '../domain/profile/profile.ts';
import type { Release } from '../domain/release/release.ts';
import type { Instant } from '../domain/time/instant.ts';
import { decodeKeys, encodeKeys } from './encode.ts';
import type { ForgottenStore } from './forgotten.ts';
import { insertOnce } from './insert-once.ts';
import { alias, createJoinStore, type Joined, type JoinStore } from './joins.ts';
import { entryOf } from './ledger-entry.ts';
import type { ReleaseStore } from './releases.ts';
import { nextRevision } from './revision.ts';
import { comparablesOf, type Comparables } from './user-layout.ts';
import { createUserLists, type UserLists } from './user-lists.ts';

type Facts = Pick<
  User,
  'profile' | 'declaredBy' | 'visits' | 'heldOut' | 'members' | 'arms' | 'ledger' | 'suppressed' | 'todo' | 'refused'
> &
  Partial<Pick<User, 'aliases' | 'gaveWay'>>;

/** A user's visits, without the rest. */
export type Visiting = Pick<User, 'id' | 'visits'>;

export interface UserDocument extends Facts, Joined {
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
  /** Absent where nothing of its segments changes by time alone. */
  readonly flipAt?: Instant;
}

/** The users' documents. */
export interface UserStore extends UserLists, JoinStore {
  /**
   * The user, or whoever that one has become, or one of whom nothing is known (revision 0), or of whom nothing is to be
   * known (`forgotten`).
   */
  read(id: string): Promise<User>;
  /** The same in one round trip also of somebody of whom nothing is known; of all others `read` is faster. */
  meet(id: string): Promise<User>;
  /**
   * Writes the user if the document is still at `user.revision`; false when somebody else was faster, and while the user
   * is about to become another one. Of somebody who is forgotten nothing is written, and that is that.
   */
  write(user: User, at: Instant): Promise<boolean>;
  /** Leaves nothing in the user's document but that it is being forgotten, if it is still at `user.revision`. */
  empty(user: User, at: Instant): Promise<boolean>;
  /** The same of the document of an id that has become another user; true also where it is none. */
  emptyAlias(id: string, at: Instant): Promise<boolean>;
  /** Removes documents that were emptied. */
  remove(ids: readonly string[]): Promise<void>;
  /** Users with a visit that is not over, and their visits, by id from `after` on (exclusive). */
  open(after: string, limit: number): Promise<readonly Visiting[]>;
  /** The visits of these users, of whom something is known, or of whom they have become. */
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
  readonly forgotten: Pick<ForgottenStore, 'of' | 'within'>;
}

export function createUserStore(db: Db, { releases, forgotten }: UserStoreDependencies): UserStore {
  const users: Collection<UserDocument> = db.collection('users');

  async function put(user: User, at: Instant): Promise<boolean> {
    const release = user.declaredBy == null ? null : await releases.read(user.declaredBy);
    return replace(users, toDocument(user, at, release), user.revision);
  }

  async function read(id: string, way = 0): Promise<User> {
    const found = await users.findOne({ _id: id });
    return found === null ? admittedAs(newUser(id), await forgotten.of(id)) : whoever(id, found, way);
  }

  async function whoever(id: string, found: UserDocument, way: number): Promise<User> {
    if (found.mergedInto === undefined) return toUser(found);
    if (way > longestWay) throw new Error(`user ${id} has become another one more than ${longestWay} times over`);
    return read(found.mergedInto.into, way + 1);
  }

  return {
    read: (id) => read(id),
    async meet(id) {
      const { own, proof } = await metIn(users, id, forgotten.within(id));
      return own === undefined ? admittedAs(newUser(id), proof) : whoever(id, own, 0);
    },
    write: async (user, at) => user.forgotten || (user.mergingInto === null && put(user, at)),
    ...createJoinStore(db, put),
    ...emptying(users),
    ...createUserLists(users),
    async open(after, limit) {
      const found = users.find({ _id: { $gt: after }, open: { $exists: true } }, { projection: { visits: 1 } });
      return (await found.sort({ _id: 1 }).limit(limit).toArray()).map(toVisiting);
    },
    visiting: (ids) => visiting(users, ids),
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
    async count() {
      const [all, others] = await Promise.all([users.estimatedDocumentCount(), users.countDocuments(alias)]);
      return all - others;
    },
  };
}

interface Met {
  readonly own: UserDocument | undefined;
  readonly proof: Proof | null;
}

async function metIn(
  users: Collection<UserDocument>,
  id: string,
  within: ReturnType<ForgottenStore['within']>,
): Promise<Met> {
  const found = await users.aggregate<UserDocument>([{ $match: { _id: id } }, within.stage]).toArray();
  const own = found.find(({ _id }) => _id === id);
  return { own, proof: own === undefined ? within.among(found) : null };
}

async function visiting(users: Collection<UserDocument>, ids: readonly string[]): Promise<readonly Visiting[]> {
  const [asked, become] = [{ _id: { $in: [...ids] } }, { aliases: { $in: [...ids] } }];
  const found = await users.find({ $or: [asked, become] }, { projection: { visits: 1 } }).toArray();
  return found.flatMap((each) => ('visits' in each ? [toVisiting(each)] : []));
}

/** Nobody becomes another user so many times over; a document that leads to itself is broken. */
const longestWay = 100;

/** How documents go of users who are forgotten. */
function emptying(users: Collection<UserDocument>): Pick<UserStore, 'empty' | 'emptyAlias' | 'remove'> {
  const emptied = (id: string, revision: number, at: Instant): UserDocument =>
    toDocument({ ...newUser(id), revision, forgotten: true }, at, null);
  return {
    empty: ({ id, revision }, at) => replace(users, emptied(id, revision, at), revision),
    async emptyAlias(id, at) {
      const found = await users.findOne({ _id: id, ...alias });
      return found === null || replace(users, emptied(id, found.revision, at), found.revision);
    },
    async remove(ids) {
      await users.deleteMany({ _id: { $in: [...ids] }, forgotten: true });
    },
  };
}

/** False when the document is not at this revision any more; 0: when there is one. */
async function replace(users: Collection<UserDocument>, document: UserDocument, revision: number): Promise<boolean> {
  if (revision === 0) return insertOnce(users, document);
  const { _id, ...rest } = document;
  return (await users.replaceOne({ _id, revision }, rest)).matchedCount === 1;
}

/** The longest that SMTP delivers to, and more (RFC 5321, 4.5.3.1). */
const longestAddress = 320;

/** Writes that leave something to do do not make it younger: a user who never rests is swept like any other. */
function toDocument(
  { id, revision, todoSince, flipAt, forgotten, admitted, ...rest }: User,
  at: Instant,
  release: Release | null,
): UserDocument {
  const { aliases, gaveWay, mergingInto, ...user } = rest;
  const told = mergingTold({ aliases, mergingInto });
  const comparable = release === null ? null : comparablesOf(user.profile, release.content);
  const since = user.todo.length > 0 && { todoSince: todoSince ?? at };
  const open = Object.entries(user.visits).flatMap(([course, { status }]) => (status === 'closed' ? [] : [course]));
  return {
    _id: id,
    revision: nextRevision(revision, at),
    ...encodeKeys({ ...user, comparable, ...(Object.keys(gaveWay).length > 0 && { gaveWay }) }),
    ...told,
    ...addressOf(user.profile.traits),
    ...(forgotten && { forgotten }),
    ...(admitted !== null && { admitted }),
    ...(open.length > 0 && { open }),
    ...(flipAt !== null && { flipAt }),
    ...since,
  };
}

function mergingTold({ aliases, mergingInto }: Pick<User, 'aliases' | 'mergingInto'>): Partial<UserDocument> {
  return { ...(aliases.length > 0 && { aliases }), ...(mergingInto !== null && { mergingInto }) };
}

function addressOf({ email }: User['profile']['traits']): Partial<UserDocument> {
  return typeof email === 'string' && email.length <= longestAddress ? { address: email.toLowerCase() } : {};
}

function toVisiting({ _id, visits }: Pick<UserDocument, '_id' | 'visits'>): Visiting {
  return { id: _id, visits: decodeKeys(visits) };
}

function toUser({ _id, revision, applied, todoSince, flipAt, ...rest }: UserDocument): User {
  const { aliases = [], mergingInto, ...document } = rest;
  const {
    profile,
    declaredBy,
    visits,
    heldOut,
    members,
    arms,
    ledger,
    suppressed,
    todo,
    refused,
    gaveWay = {},
  } = decodeKeys(document);
  const decoded = {
    profile: withConsent(profile),
    declaredBy,
    visits,
    heldOut,
    members: withMembers(members),
    arms,
    ledger: ledger.map(entryOf),
    suppressed,
    todo,
    refused,
    forgotten: document.forgotten ?? false,
    admitted: document.admitted ?? null,
    aliases,
    gaveWay,
    mergingInto: mergingInto ?? null,
  };
  return { id: _id, revision, applied, todoSince: todoSince ?? null, flipAt: flipAt ?? null, ...decoded };
}

/** Somebody of whom there is no document, as the proof that there was one tells. */
function admittedAs(user: User, proof: Proof | null): User {
  if (proof === null) return user;
  return { ...user, forgotten: isBarred(proof), admitted: proof.readmitted?.at ?? null };
}

/** Documents from before users were asked, or before anything was derived, lack these. */
export function withConsent(profile: Omit<Profile, 'consent' | 'features' | 'derived'> & Partial<Profile>): Profile {
  return { consent: {}, features: {}, derived: {}, ...profile };
}

/** Documents from before segments let people in lack them. */
function withMembers(members: User['members'] | undefined): User['members'] {
  return members ?? {};
}
