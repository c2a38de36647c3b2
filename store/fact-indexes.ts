import type { Db, IndexDescription } from 'mongodb';
import type { ReleaseContent } from '../domain/release/release.ts';
import { comparedFacts } from '../domain/segment/indexed.ts';
import { userLayout } from './user-layout.ts';

/** Our indexes of facts are told from all others by the beginning of their names. */
const prefix = 'fact ';

/**
 * Makes an index of users for every declared fact by which the segments of a release find theirs, named after the field
 * (`fact profile.traits.plan`), and drops those that no segment needs any more. Dates and versions are indexed as they
 * are compared. Pinned releases need none: their conditions are only asked of users who are at hand.
 */
export async function ensureFactIndexes(db: Db, content: Pick<ReleaseContent, 'segments'>): Promise<void> {
  const users = db.collection('users');
  const wanted = comparedFacts(content).map(({ path, type }) => indexOf(userLayout({ kind: 'fact', path, type })));
  const names = new Set(wanted.map(({ name }) => name));
  const present = await users.listIndexes().toArray();
  const ours = present.map(({ name }) => String(name)).filter((name) => name.startsWith(prefix));
  for (const name of ours.filter((each) => !names.has(each))) await drop(name);
  const missing = wanted.filter(({ name }) => !ours.includes(name ?? ''));
  if (missing.length > 0) await users.createIndexes(missing);

  /** Two who publish at the same time drop the same ones. */
  async function drop(name: string): Promise<void> {
    try {
      await users.dropIndex(name);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}

function indexOf(field: string): IndexDescription {
  return { key: { [field]: 1 }, name: `${prefix}${field}` };
}

/** MongoDB's error of an index that is not there. */
const indexNotFound = 27;

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === indexNotFound;
}
