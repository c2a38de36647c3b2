import type { Facts } from '../domain/profile/facts.ts';
import type { Release } from '../domain/release/release.ts';
import type { Clock } from '../domain/time/clock.ts';
import type { Instant } from '../domain/time/instant.ts';
import { createCurrentRelease, type CurrentRelease } from '../ingest/current-release.ts';
import type { Store } from '../store/index.ts';
import type { InTime } from './in-time.ts';
import type { Opening } from './opening.ts';
import { createProfiles, type Profiles } from './profiles.ts';

/** What a decision is made from, as of now. */
export interface Seen {
  readonly store: Store;
  /** Null: nothing was published yet. */
  readonly release: Release | null;
  /** Null: nothing is known of the user. */
  readonly facts: Facts | null;
}

/** A process's view of its store. */
export interface View {
  /** @throws UsherError SERVER_UNREACHABLE, and whatever the database does */
  look(user: string): Promise<Seen>;
  /** The release that was seen last: what is shown while the store is away. Null: none was. */
  lastRelease(): Release | null;
  /** Ends the keeping of profiles. */
  close(): void;
}

interface Kept {
  readonly of: Store;
  readonly current: CurrentRelease;
  readonly profiles: Profiles;
  readonly stop: () => void;
}

interface Telling {
  readonly clock: Clock;
  readonly now: () => Instant;
}

/** Two round trips at most: one for the current release, which is at hand for a second, and one for the user. */
export function createView(opening: Opening, inTime: InTime, { clock, now }: Telling): View {
  let kept: Kept | null = null;
  let last: Release | null = null;

  function keep(store: Store): Kept {
    const profiles = createProfiles(store.facts, now);
    const stop = store.facts.onWrite((user) => profiles.drop(user));
    return { of: store, current: createCurrentRelease(store.releases, clock, now), profiles, stop };
  }

  async function look(user: string): Promise<Seen> {
    const store = await opening.get();
    if (kept?.of !== store) kept = keep(store);
    const [release, facts] = await Promise.all([kept.current.get(), kept.profiles.read(user)]);
    last = release;
    return { store, release, facts };
  }

  return { look: (user) => inTime(() => look(user)), lastRelease: () => last, close: () => kept?.stop() };
}
