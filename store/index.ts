import { createAuditStore, type AuditStore } from './audit.ts';
import { createAudienceStore, type AudienceStore } from './audience.ts';
import { connectDatabase, type DatabaseOptions } from './database.ts';
import { createDemonstrationStore, type DemonstrationStore } from './demonstration.ts';
import { createForgottenStore, checkKeys, type ForgottenStore } from './forgotten.ts';
import { createEventStore, type EventStore } from './events.ts';
import { withFacts, type FactStore } from './facts.ts';
import { ensureIndexes } from './indexes.ts';
import { createExposureStore, type ExposureStore } from './exposures.ts';
import { createKeyedHash } from './keyed-hash.ts';
import { createPersonalStore, type PersonalStore } from './personal.ts';
import { createMessageStore, type MessageStore } from './messages.ts';
import { createNudgeStore, type NudgeStore } from './nudges.ts';
import { createRateStore, type RateStore } from './rates.ts';
import { createRefreshStore, type RefreshStore } from './refreshes.ts';
import { createReleaseStore, type ReleaseStore } from './releases.ts';
import { createShowingStore, type ShowingStore } from './showings.ts';
import { createSwitchStore, type SwitchStore } from './switches.ts';
import { createTurnStore, type TurnStore } from './turns.ts';
import { createTrailStore, type TrailStore } from './trail.ts';
import { createUserStore, type UserStore } from './users.ts';

/** All that is kept. */
export interface Store {
  readonly users: UserStore;
  readonly audience: AudienceStore;
  readonly facts: FactStore;
  readonly events: EventStore;
  readonly trail: TrailStore;
  readonly nudges: NudgeStore;
  readonly messages: MessageStore;
  readonly exposures: ExposureStore;
  readonly showings: ShowingStore;
  readonly releases: ReleaseStore;
  /** How far releases have come in bringing everybody up to date. */
  readonly refreshes: RefreshStore;
  /** What somebody has switched off by hand. */
  readonly switches: SwitchStore;
  readonly demonstration: DemonstrationStore;
  readonly turns: TurnStore;
  readonly rates: RateStore;
  /** Who did what to whom, and why. */
  readonly audit: AuditStore;
  /** Who was forgotten, by keyed hashes. */
  readonly forgotten: ForgottenStore;
  /** All that is kept of one person, wherever it is. */
  readonly personal: PersonalStore;
  close(): Promise<void>;
}

export interface StoreOptions extends DatabaseOptions {
  /** The keys with which ids of forgotten users are hashed, the first of them from now on; absent: none. */
  readonly forgetSecrets?: readonly string[];
}

/**
 * Connects, makes sure that the indexes are there, and returns the store.
 * @throws UsherError CONFIGURATION_INVALID where somebody was forgotten with a key that is not among the secrets
 */
export async function openStore({ forgetSecrets = [], ...options }: StoreOptions): Promise<Store> {
  const database = await connectDatabase(options);
  const { db } = database;
  await ensureIndexes(db);
  const keyed = createKeyedHash(forgetSecrets);
  await checkKeys(db, keyed).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const releases = createReleaseStore(db);
  const forgotten = createForgottenStore(db, keyed);
  return {
    ...withFacts(db, createUserStore(db, { releases, forgotten })),
    audience: createAudienceStore(db),
    events: createEventStore(db),
    trail: createTrailStore(db),
    nudges: createNudgeStore(db),
    messages: createMessageStore(db),
    exposures: createExposureStore(db),
    showings: createShowingStore(db),
    releases,
    refreshes: createRefreshStore(db),
    switches: createSwitchStore(db),
    demonstration: createDemonstrationStore(db),
    turns: createTurnStore(db),
    rates: createRateStore(db),
    audit: createAuditStore(db),
    forgotten,
    personal: createPersonalStore(db),
    close: () => database.close(),
  };
}
