import type { Collection, Db } from 'mongodb';
import { completed, type OlderContent } from '../domain/release/older.ts';
import type { Release } from '../domain/release/release.ts';
import type { Instant } from '../domain/time/instant.ts';
import { ensureFactIndexes } from './fact-indexes.ts';

interface ReleaseDocument {
  readonly _id: string;
  /** JSON, as text: what it holds is ours alone to query, and its keys may be anything. */
  readonly body: string;
  readonly publishedAt: Instant;
  /** What people call it; absent where nobody has said. */
  readonly title?: string;
}

interface CurrentDocument {
  readonly _id: 'current';
  readonly release: string;
  readonly since: Instant;
}

/** A release, and since when (real time) it is the current one. */
export interface Published {
  readonly release: Release;
  readonly since: Instant;
}

/** The releases, and which one new enrolments get. */
export interface ReleaseStore {
  /**
   * Keeps the release, gives its segments the indexes that they find their users by, takes those away that only others
   * needed, and then makes it current. Publishing the same content again changes nothing but that, and its title where
   * one is given.
   */
  publish(release: Release, at: Instant, title?: string): Promise<void>;
  /** Null when nothing was published yet. */
  current(): Promise<Release | null>;
  /** The current release with the time of its publication; null when nothing was published yet. */
  published(): Promise<Published | null>;
  /** Null when there is no such release. */
  read(id: string): Promise<Release | null>;
  /** What people call a release; null where nobody has said, or there is none. */
  title(id: string): Promise<string | null>;
  /** Of every release that was ever published, the newest first. */
  ids(): Promise<readonly string[]>;
}

/** Releases are immutable: once read, they are kept for as long as the process lives, the latest this many. */
const cached = 20;

export function createReleaseStore(db: Db): ReleaseStore {
  const releases: Collection<ReleaseDocument> = db.collection('releases');
  const currents: Collection<CurrentDocument> = db.collection('current_release');
  const known = new Map<string, Release>();

  function keep({ _id: id, body }: Pick<ReleaseDocument, '_id' | 'body'>): Release {
    const release: Release = { id, content: completed(JSON.parse(body) as OlderContent) };
    known.set(id, release);
    for (const oldest of [...known.keys()].slice(0, -cached)) known.delete(oldest);
    return release;
  }

  /** Both in one round trip, for a process that knows no release yet. */
  async function publishedAtOnce(): Promise<Published | null> {
    const joined = { from: 'releases', localField: 'release', foreignField: '_id', as: 'found' };
    const read = currents.aggregate<CurrentDocument & { readonly found: readonly ReleaseDocument[] }>([
      { $match: { _id: 'current' } },
      { $lookup: joined },
    ]);
    const [current] = await read.toArray();
    const document = current?.found[0];
    if (current === undefined || document === undefined) return null;
    return { release: known.get(document._id) ?? keep(document), since: current.since };
  }

  async function read(id: string): Promise<Release | null> {
    const held = known.get(id);
    if (held !== undefined) return held;
    const found = await releases.findOne({ _id: id });
    return found === null ? null : keep(found);
  }

  async function published(): Promise<Published | null> {
    if (known.size === 0) return publishedAtOnce();
    const current = await currents.findOne({ _id: 'current' });
    const release = current === null ? null : await read(current.release);
    return current === null || release === null ? null : { release, since: current.since };
  }

  return {
    read,
    async publish({ id, content }, at, title) {
      const document = { body: JSON.stringify(content), publishedAt: at };
      const called = title === undefined ? {} : { $set: { title } };
      await releases.updateOne({ _id: id }, { $setOnInsert: document, ...called }, { upsert: true });
      await ensureFactIndexes(db, content);
      const current = await currents.findOne({ _id: 'current' });
      // Published again it is what it was: nobody is new to it.
      if (current?.release === id) return;
      await currents.replaceOne({ _id: 'current' }, { release: id, since: at }, { upsert: true });
    },
    current: async () => (await published())?.release ?? null,
    published,
    title: (id) => titleOf(releases, id),
    ids: () => idsOf(releases),
  };
}

async function titleOf(releases: Collection<ReleaseDocument>, id: string): Promise<string | null> {
  return (await releases.findOne({ _id: id }, { projection: { title: 1 } }))?.title ?? null;
}

async function idsOf(releases: Collection<ReleaseDocument>): Promise<readonly string[]> {
  const found = releases.find({}, { projection: { _id: 1 } }).sort({ publishedAt: -1 });
  return (await found.toArray()).map(({ _id }) => _id);
}
