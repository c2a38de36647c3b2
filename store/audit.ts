import type { Collection, Db, Filter } from 'mongodb';
import type { AuditEntry } from '../domain/audit/entry.ts';
import type { Instant } from '../domain/time/instant.ts';
import { insertOnce } from './insert-once.ts';
import { byWhose, type Whose } from './whose.ts';

interface AuditDocument extends Omit<AuditEntry, 'id'> {
  readonly _id: string;
}

/** Which entries: of a user, since an instant, older than another entry; the newest `limit`. */
export interface Asking {
  readonly user?: Whose;
  readonly since?: Instant;
  readonly before?: Pick<AuditEntry, 'id' | 'at'>;
  readonly limit: number;
}

/** A command as whoever has told it knows it. */
export interface Told {
  readonly user: string;
  readonly journey: string;
  readonly key: string | null;
  /** The id under which it was told. */
  readonly command: string;
}

/**
 * Who did what to whom, when and why. There is no way here to change an entry or to take one away; what was done to somebody
 * who is forgotten goes with everything that names them.
 */
export interface AuditStore {
  /** Idempotent by id: the first stands. True where it is new. */
  note(entry: AuditEntry): Promise<boolean>;
  /** Null where there is none of this id. */
  read(id: string): Promise<AuditEntry | null>;
  /** Newest first. */
  list(asking: Asking): Promise<readonly AuditEntry[]>;
  /** What a command came to when it was told last; null where none of that id was answered. */
  answered(told: Told): Promise<AuditEntry | null>;
}

export function createAuditStore(db: Db): AuditStore {
  const audit: Collection<AuditDocument> = db.collection('audit');
  return {
    note: ({ id, ...entry }) => insertOnce(audit, { _id: id, ...entry }),
    async read(id) {
      const found = await audit.findOne({ _id: id });
      return found === null ? null : toEntry(found);
    },
    async list({ user, since, before, limit }) {
      const wanted: Filter<AuditDocument> = {
        ...(user !== undefined && { 'to.user': byWhose(user) }),
        // Bounded on both sides of the index, whatever is asked.
        at: { $gte: since ?? 0, ...(before !== undefined && { $lte: before.at }) },
        // Of one instant the ids tell which is older.
        ...(before !== undefined && { $or: [{ at: { $lt: before.at } }, { _id: { $lt: before.id } }] }),
      };
      const found = audit.find(wanted).sort({ at: -1, _id: -1 }).limit(limit);
      return (await found.toArray()).map(toEntry);
    },
    async answered({ user, journey, key, command }) {
      const told = { 'to.user': user, 'to.journey': journey, 'to.key': key, command };
      const [newest] = await audit.find(told).sort({ at: -1 }).limit(1).toArray();
      return newest === undefined ? null : toEntry(newest);
    },
  };
}

function toEntry({ _id, ...entry }: AuditDocument): AuditEntry {
  return { id: _id, ...entry };
}
