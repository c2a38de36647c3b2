import type { Collection, OptionalUnlessRequiredId } from 'mongodb';
import { isDuplicateKey } from './duplicate-key.ts';

/** Inserts a document of which whoever was first has written the same. */
export async function insertOnce<Kept extends { readonly _id: string }>(
  collection: Collection<Kept>,
  document: Kept,
): Promise<void> {
  try {
    await collection.insertOne(document as OptionalUnlessRequiredId<Kept>);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
