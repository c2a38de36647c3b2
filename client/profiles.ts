import type { Facts } from '../domain/profile/facts.ts';
import { ttlOf } from '../domain/slot/ttl.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { FactStore } from '../store/facts.ts';

/** What is known of users, kept in the process. */
export interface Profiles {
  /** The user's facts as of now; null when nothing is known. One round trip, two where somebody has written meanwhile. */
  read(user: string): Promise<Facts | null>;
  /** Forgets what is kept of a user. */
  drop(user: string): void;
}

interface Kept {
  /** Whose document it is. */
  readonly id: string;
  readonly facts: Facts;
  readonly revision: number;
  /** When it is dropped, whoever asks. */
  readonly until: Instant;
}

/** A few kilobytes each. */
const most = 10_000;

/**
 * Keeps profiles in the process: of the more active for the shorter time, of all the newest 10,000. What is kept is used
 * only after the document's revision was read again, by this very question: no answer is older than its question.
 */
export function createProfiles(store: Pick<FactStore, 'read' | 'revision'>, now: () => Instant): Profiles {
  const kept = new Map<string, Kept>();

  async function readAnew(user: string): Promise<Facts | null> {
    const known = await store.read(user);
    if (known === null) return null;
    const { id, facts, revision } = known;
    kept.set(user, { id, facts, revision, until: now() + ttlOf(facts.profile, now(), null) });
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return facts;
  }

  return {
    async read(user) {
      const known = kept.get(user);
      if (known === undefined) return readAnew(user);
      // The newest stand last.
      kept.delete(user);
      if (known.until <= now() || (await store.revision(known.id)) !== known.revision) return readAnew(user);
      kept.set(user, known);
      return known.facts;
    },
    drop: (user) => void kept.delete(user),
  };
}
