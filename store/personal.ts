import type { Collection, Db, Document, Filter } from 'mongodb';
import type { Counts } from '../domain/forgetting/proof.ts';
import { anonymousKey } from '../domain/forgetting/anonymous.ts';
import type { JsonObject } from '../domain/json.ts';
import { decodeKeys } from './encode.ts';
import { anonymousSlotKey } from './exposure-keys.ts';
import type { Joined } from './joins.ts';

/** A document that names its user in `user`, or where its collection says. */
interface PersonalDocument extends Document {
  readonly _id: string;
  readonly user: string;
}

interface Personal {
  /** What forgetting does to a document of a user's. */
  readonly fate: 'deleted' | 'anonymized';
  /** Where a document names its user; `user` where nothing is said. */
  readonly field?: string;
  /** Its keys come from outside, and are kept encoded. */
  readonly encoded?: true;
  /** How many parts of its key follow those that make the workflow's id; absent where the key tells of no workflow. */
  readonly afterWorkflow?: number;
}

/**
 * Every collection, besides the users' own, whose documents name a user: what is exported, and what is forgotten. An
 * exposure stays, so that an experiment that has been looked at keeps its numbers, but it is nobody's.
 */
export const personal: Readonly<Record<string, Personal>> = {
  events: { fate: 'deleted', encoded: true },
  trail: { fate: 'deleted', afterWorkflow: 2 },
  nudges: { fate: 'deleted', afterWorkflow: 3 },
  messages: { fate: 'deleted', afterWorkflow: 3 },
  exposures: { fate: 'anonymized', afterWorkflow: 3 },
  showings: { fate: 'deleted' },
  audit: { fate: 'deleted', field: 'to.user' },
};

/** Every other collection: what is in it names nobody, but for `users` and, while it lasts, a pending forgetting. */
export const impersonal = [
  'users',
  'forgotten',
  'suppressed',
  'releases',
  'current_release',
  'switches',
  'demonstration',
  'turns',
  'rates',
  'refreshes',
] as const;

/** A kept document, and where it is. */
export interface Kept {
  readonly collection: string;
  readonly document: JsonObject;
}

/** All that is kept of a person, wherever it is. */
export interface PersonalStore {
  /** Every id of the person that this id is one of: the one that is known, then those that were merged into it. */
  idsOf(id: string): Promise<readonly string[]>;
  /** How many documents of each collection name them; only of those that do. */
  count(ids: readonly string[]): Promise<Counts>;
  /** Ids of workflows that documents tell of. */
  workflowsOf(ids: readonly string[]): Promise<readonly string[]>;
  /** All documents, collection by collection, read as they are asked for. */
  documents(ids: readonly string[]): AsyncGenerator<Kept, void>;
  /** Deletes or anonymizes them, but for the users' own documents. May be done again. */
  purge(ids: readonly string[], pseudonym: string): Promise<void>;
}

export function createPersonalStore(db: Db): PersonalStore {
  const users: Collection<MergedDocument> = db.collection('users');
  const collections = Object.entries(personal).map(([name, about]) => {
    return { name, ...about, documents: db.collection<PersonalDocument>(name) };
  });
  return {
    idsOf: (id) => idsOf(users, id),
    async count(ids) {
      const own = await users.countDocuments({ _id: { $in: [...ids] }, forgotten: { $ne: true } });
      const counts: [string, number][] = [['users', own]];
      for (const { name, documents, field } of collections)
        counts.push([name, await documents.countDocuments(of(ids, field))]);
      return Object.fromEntries(counts.filter(([, count]) => count > 0));
    },
    async workflowsOf(ids) {
      const found = new Set<string>();
      for (const { documents, afterWorkflow } of collections) {
        if (afterWorkflow === undefined) continue;
        // What a slot has shown was decided by no workflow.
        const keys = documents.find({ ...of(ids), slot: { $exists: false } }, { projection: { _id: 1 } });
        for await (const { _id } of keys) found.add(_id.split('/').slice(0, -afterWorkflow).join('/'));
      }
      return [...found];
    },
    async *documents(ids) {
      for await (const document of users.find({ _id: { $in: [...ids] } })) yield keptOf('users', document, true);
      for (const { name, documents, field, encoded = false } of collections) {
        for await (const document of documents.find(of(ids, field))) yield keptOf(name, document, encoded);
      }
    },
    async purge(ids, pseudonym) {
      for (const { fate, documents, field } of collections) {
        if (fate === 'anonymized') await anonymize(documents, ids, pseudonym);
        else await documents.deleteMany(of(ids, field));
      }
    },
  };
}

function of(ids: readonly string[], field = 'user'): Filter<PersonalDocument> {
  return { [field]: { $in: [...ids] } };
}

function keptOf(collection: string, document: Document, encoded: boolean): Kept {
  const plain: JsonObject = document;
  return { collection, document: encoded ? decodeKeys(plain) : plain };
}

/** What merging leaves in a user's document. */
interface MergedDocument extends Joined, Document {
  readonly _id: string;
}

/** People have a few devices; a chain that is longer, or a circle, is an error elsewhere and ends here. */
const mostIds = 10_000;

async function idsOf(users: Collection<MergedDocument>, id: string): Promise<readonly string[]> {
  const ids = [await knownOf(users, id)];
  for (let at = 0; at < ids.length && ids.length < mostIds; at++) {
    const into = ids[at] ?? '';
    const merged = users.find(
      { $or: [{ 'mergedInto.into': into }, { 'mergingInto.into': into }] },
      { projection: { _id: 1 } },
    );
    for await (const { _id } of merged) if (!ids.includes(_id)) ids.push(_id);
  }
  return ids;
}

/** The id into which this one was merged, or is being merged. */
async function knownOf(users: Collection<MergedDocument>, id: string): Promise<string> {
  const seen = new Set([id]);
  for (let known = id; ; seen.add(known)) {
    const found = await users.findOne({ _id: known }, { projection: { mergedInto: 1, mergingInto: 1 } });
    const { into } = found?.mergedInto ?? found?.mergingInto ?? {};
    if (into === undefined || seen.has(into)) return known;
    known = into;
  }
}

/** Written under its new key before the old one goes: what is done twice is there once. */
async function anonymize(
  documents: Collection<PersonalDocument>,
  ids: readonly string[],
  pseudonym: string,
): Promise<void> {
  for await (const { _id, ...document } of documents.find(of(ids))) {
    const inSlot = 'slot' in document;
    const key = inSlot ? anonymousSlotKey(_id, pseudonym) : anonymousKey(_id, pseudonym, ids.indexOf(document.user));
    // A bucket is computed of the id: it would tell whether somebody is meant whom one has in mind. A session may say so.
    const anonymous = { ...document, user: pseudonym, bucket: null, ...(inSlot && { session: key }) };
    await documents.replaceOne({ _id: key }, anonymous, { upsert: true });
    await documents.deleteOne({ _id });
  }
}
