import type { Collection, Document } from 'mongodb';
import type { Counts, Forgetting, Proof } from '../domain/forgetting/proof.ts';
import type { Instant } from '../domain/time/instant.ts';

/** A proof as MongoDB has it, and what is still to be done for it. */
export interface ProofDocument extends Proof {
  /** The keyed hash of the user's id. */
  readonly _id: string;
  /** What the key is known by. */
  readonly key: string;
  /** The times before, where the id was readmitted and forgotten again. */
  readonly earlier: readonly Proof[];
  /** Of an id that was merged into another: the hash of that one. */
  readonly of?: string;
  /** All that still names the user; gone when nothing else does. */
  readonly pending?: Omit<Forgetting, 'hash'>;
}

/** What a pass has found out, to be known after the documents that told it are gone. */
export interface Noted {
  /** Who became one with the user before all knew. */
  readonly users?: readonly string[];
  readonly workflows?: readonly string[];
  /** Of several counts of one collection the largest stands. */
  readonly counts?: Counts;
  /** Set once: the first stands. */
  readonly quietAt?: Instant;
}

/** What is still to be forgotten. */
export interface Wishes {
  pending(limit: number): Promise<readonly Forgetting[]>;
  /** Null when nothing is left to do. */
  read(hash: string): Promise<Forgetting | null>;
  note(hash: string, noted: Noted): Promise<void>;
}

export function createWishes(proofs: Collection<ProofDocument>): Wishes {
  return {
    async pending(limit) {
      // As the index has them: in no order that means anything.
      const found = proofs.find({ 'pending.pseudonym': { $gt: '' } }).limit(limit);
      return (await found.toArray()).flatMap((each) => wishOf(each) ?? []);
    },
    async read(hash) {
      const found = await proofs.findOne({ _id: hash });
      return found === null ? null : wishOf(found);
    },
    async note(hash, { quietAt, ...noted }) {
      const pending = { _id: hash, pending: { $exists: true } };
      await proofs.updateOne(pending, updateOf(noted));
      if (quietAt !== undefined)
        await proofs.updateOne({ ...pending, 'pending.quietAt': null }, { $set: { 'pending.quietAt': quietAt } });
    },
  };
}

/** Null where all is done. */
export function wishOf({ _id: hash, pending }: ProofDocument): Forgetting | null {
  return pending === undefined ? null : { hash, ...pending };
}

function updateOf({ users = [], workflows = [], counts = {} }: Omit<Noted, 'quietAt'>): Document {
  const largest = Object.entries(counts).map(([what, count]) => [`counts.${what}`, count] as const);
  return {
    $addToSet: { 'pending.users': { $each: [...users] }, 'pending.workflows': { $each: [...workflows] } },
    ...(largest.length > 0 && { $max: Object.fromEntries(largest) }),
  };
}
