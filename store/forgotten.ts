import type { Collection, Db, Document } from 'mongodb';
import { UsherError } from '../domain/errors.ts';
import type { Asked, Forgetting, Proof } from '../domain/forgetting/proof.ts';
import type { Instant } from '../domain/time/instant.ts';
import { insertOnce } from './insert-once.ts';
import type { KeyedHash } from './keyed-hash.ts';
import { createSuppressed, type Suppressed } from './suppressed.ts';
import { createWishes, wishOf, type ProofDocument, type Wishes } from './wishes.ts';

/** What is asked for: who is to be forgotten, by whom and why. */
export interface Beginning extends Asked {
  readonly users: readonly string[];
  readonly pseudonym: string;
  readonly at: Instant;
}

/** Who was forgotten, by keyed hashes. */
export interface ForgottenStore extends Wishes, Suppressed {
  /**
   * The proof that somebody of this id was forgotten; null where nobody was.
   * @throws UsherError CONFIGURATION_INVALID where somebody was, and no key is configured to tell who
   */
  of(user: string): Promise<Proof | null>;
  /** The same within another question: what adds the proof to what an aggregation finds, and finds it there. */
  within(user: string): { readonly stage: Document; readonly among: (found: readonly Document[]) => Proof | null };
  /**
   * Keeps the wish to forget somebody: from then on it is not lost, and nobody of the first id is taken in anew. Asked
   * for again it is the same wish.
   * @throws UsherError CONFIGURATION_INVALID without a key
   */
  begin(beginning: Beginning): Promise<void>;
  /** Bars the ids that were merged into the first as well. */
  bar(forgetting: Forgetting): Promise<void>;
  /** What is still to be forgotten of this user; null where nothing is. */
  pendingOf(user: string): Promise<Forgetting | null>;
  /** Nothing names the user any more; the last thing that does goes with this write. */
  finish(forgetting: Forgetting, at: Instant): Promise<void>;
  /** Lets somebody new have the id; false where nobody was forgotten, or it is not done. */
  readmit(user: string, readmitted: Asked & { readonly at: Instant }): Promise<boolean>;
}

export function createForgottenStore(db: Db, keyed: KeyedHash): ForgottenStore {
  const proofs: Collection<ProofDocument> = db.collection('forgotten');
  const [key] = keyed.keys;

  const find = (user: string): Promise<ProofDocument | null> => findIn(proofs, keyed, user);
  return {
    async of(user) {
      const found = await find(user);
      return found === null ? null : toProof(found);
    },
    within: (user) => withinOf(keyed, user),
    async begin({ users, pseudonym, ...asked }) {
      if (key === undefined) throw noKey('nobody can be forgotten');
      const [user = ''] = users;
      const pending = { users, pseudonym, workflows: [], quietAt: null };
      const known = await find(user);
      if (known?.readmitted != null) return again(proofs, known, { ...asked, pending });
      if (known !== null && known.of === undefined) return;
      const [_id = ''] = keyed.hashes('user', user);
      await insertOnce(proofs, { _id, key, ...fresh(asked), earlier: [], pending });
    },
    async bar({ hash, users }) {
      const first = await proofs.findOne({ _id: hash });
      if (first === null) return;
      const { at, by, reason } = first;
      for (const user of users.slice(1)) {
        const [_id = ''] = keyed.hashes('user', user);
        await insertOnce(proofs, { _id, key: key ?? '', ...fresh({ at, by, reason }), earlier: [], of: hash });
      }
    },
    async pendingOf(user) {
      const found = await find(user);
      return found === null ? null : wishOf(found);
    },
    ...createWishes(proofs),
    ...createSuppressed(db, keyed),
    async finish({ hash, users }, doneAt) {
      const others = users.slice(1).flatMap((user) => keyed.hashes('user', user));
      await proofs.updateMany({ _id: { $in: others }, doneAt: null }, { $set: { doneAt } });
      await proofs.updateOne({ _id: hash, pending: { $exists: true } }, { $set: { doneAt }, $unset: { pending: '' } });
    },
    async readmit(user, readmitted) {
      const found = await find(user);
      if (found?.doneAt == null) return false;
      await proofs.updateOne({ _id: found._id, readmitted: null }, { $set: { readmitted } });
      return true;
    },
  };
}

async function findIn(
  proofs: Collection<ProofDocument>,
  { keys, hashes }: KeyedHash,
  user: string,
): Promise<ProofDocument | null> {
  if (keys.length > 0) return proofs.findOne({ _id: { $in: [...hashes('user', user)] } });
  if ((await proofs.findOne({}, { projection: { _id: 1 } })) !== null) throw noKey('somebody was forgotten');
  return null;
}

function withinOf({ hashes: hashesOf }: KeyedHash, user: string): ReturnType<ForgottenStore['within']> {
  const hashes = hashesOf('user', user);
  const ofUser = hashes.length > 0 ? { $match: { _id: { $in: [...hashes] } } } : { $limit: 1 };
  return {
    stage: { $unionWith: { coll: 'forgotten', pipeline: [ofUser] } },
    among(found) {
      const proof = found.find(({ _id }) => _id !== user) as ProofDocument | undefined;
      if (proof !== undefined && hashes.length === 0) throw noKey('somebody was forgotten');
      return proof === undefined ? null : toProof(proof);
    },
  };
}

/**
 * Makes sure that whoever was forgotten can be told by the keys that are configured.
 * @throws UsherError CONFIGURATION_INVALID where hashes were made with another key
 */
export async function checkKeys(db: Db, { keys }: KeyedHash): Promise<void> {
  const kept = { forgotten: 'somebody was forgotten', suppressed: 'an address took no mail' };
  for (const [collection, what] of Object.entries(kept)) {
    const [other] = await db.collection(collection).find({ key: { $nin: [...keys] } }, { projection: { key: 1 } }).limit(1).toArray(); // prettier-ignore
    if (other !== undefined) throw noKey(`${what} with the key that is known by ${String(other.key)}`);
  }
}

function noKey(what: string): UsherError {
  const expected = 'expected the key with which ids are hashed, and after a comma those of before';
  return new UsherError('CONFIGURATION_INVALID', `USHER_FORGET_SECRET does not hold the key: ${what}; ${expected}`);
}

function fresh({ at, by, reason }: Asked & { readonly at: Instant }): Proof {
  return { at, by, reason, counts: {}, doneAt: null, readmitted: null };
}

/** The same id once more: what is known of the times before stays. */
async function again(
  proofs: Collection<ProofDocument>,
  known: ProofDocument,
  { pending, ...asked }: Asked & { readonly at: Instant; readonly pending: Document },
): Promise<void> {
  const earlier = [...known.earlier, toProof(known)];
  // Of two who ask at once the first is heard, and the second asks for the same.
  await proofs.updateOne({ _id: known._id, readmitted: { $ne: null } }, {
    $set: { ...fresh(asked), earlier, pending },
    $unset: { of: '' },
  } as Document);
}

function toProof({ at, by, reason, counts, doneAt, readmitted }: ProofDocument): Proof {
  return { at, by, reason, counts, doneAt, readmitted };
}
