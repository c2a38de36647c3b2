import type { Collection, Document, OptionalUnlessRequiredId } from 'mongodb';
import { isDuplicateKey } from './duplicate-key.ts';

/** Inserts a document unless one of its id is there, which stays. Whether it was inserted. */
export async function insertOnce<Kept extends Document>(
  collection: Collection<Kept>,
  document: OptionalUnlessRequiredId<Kept>,
): Promise<boolean> {
  try {
    await collection.insertOne(document);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
