import { connectDatabase, type DatabaseOptions } from './database.ts';
import { createDemonstrationStore, type DemonstrationStore } from './demonstration.ts';
import { createEventStore, type EventStore } from './events.ts';
import { withFacts, type FactStore } from './facts.ts';
import { ensureIndexes } from './indexes.ts';
import { createExposureStore, type ExposureStore } from './exposures.ts';
import { createMessageStore, type MessageStore } from './messages.ts';
import { createNudgeStore, type NudgeStore } from './nudges.ts';
import { createRateStore, type RateStore } from './rates.ts';
import { createReleaseStore, type ReleaseStore } from './releases.ts';
import { createShowingStore, type ShowingStore } from './showings.ts';
import { createSwitchStore, type SwitchStore } from './switches.ts';
import { createTurnStore, type TurnStore } from './turns.ts';
import { createTrailStore, type TrailStore } from './trail.ts';
import { createUserStore, type UserStore } from './users.ts';

/** All that is kept. */
export interface Store {
  readonly users: UserStore;
  readonly facts: FactStore;
  readonly events: EventStore;
  readonly trail: TrailStore;
  readonly nudges: NudgeStore;
  readonly messages: MessageStore;
  readonly exposures: ExposureStore;
  readonly showings: ShowingStore;
  readonly releases: ReleaseStore;
  /** What somebody has switched off by hand. */
  readonly switches: SwitchStore;
  readonly demonstration: DemonstrationStore;
  readonly turns: TurnStore;
  readonly rates: RateStore;
  close(): Promise<void>;
}

/** Connects, makes sure that the indexes are there, and returns the store. */
export async function openStore(options: DatabaseOptions): Promise<Store> {
  const database = await connectDatabase(options);
  const { db } = database;
  await ensureIndexes(db);
  const releases = createReleaseStore(db);
  return {
    ...withFacts(db, createUserStore(db, releases)),
    events: createEventStore(db),
    trail: createTrailStore(db),
    nudges: createNudgeStore(db),
    messages: createMessageStore(db),
    exposures: createExposureStore(db),
    showings: createShowingStore(db),
    releases,
    switches: createSwitchStore(db),
    demonstration: createDemonstrationStore(db),
    turns: createTurnStore(db),
    rates: createRateStore(db),
    close: () => database.close(),
  };
}
