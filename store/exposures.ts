import type { Collection, Db } from 'mongodb';
import type { Exposure } from '../domain/experiment/experiment.ts';
import { byWhose, type Whose } from './whose.ts';
import { insertOnce } from './insert-once.ts';

/** An arm that a user was given by a decision of a journey, or of a slot. */
export type ExposureRecord = Given & (InJourney | InSlot);

interface InJourney {
  readonly journey: string;
  readonly visit: number;
}

interface InSlot {
  readonly slot: string;
  readonly session: string;
}

interface Given extends Exposure {
  readonly user: string;
  readonly release: string;
  /** Chosen: the decision gave the arm; whether its content was seen is another record. */
  readonly kind: 'chosen';
}

type ExposureDocument = ExposureRecord & { readonly _id: string };

/** Which users met which arms, for the analysis of experiments. */
export interface ExposureStore {
  /** Idempotent by key: the decision's, and the experiment. */
  record(key: string, exposure: ExposureRecord): Promise<void>;
  /** Of all with one key the first stays. Whether it is new. */
  recordOnce(key: string, exposure: ExposureRecord): Promise<boolean>;
  of(whose: Whose): Promise<readonly ExposureRecord[]>;
}

export function createExposureStore(db: Db): ExposureStore {
  const exposures: Collection<ExposureDocument> = db.collection('exposures');
  return {
    async record(key, exposure) {
      await exposures.replaceOne({ _id: key }, exposure, { upsert: true });
    },
    recordOnce: (key, exposure) => insertOnce(exposures, { _id: key, ...exposure }),
    async of(whose) {
      const found = exposures.find({ user: byWhose(whose) }, { projection: { _id: 0 } });
      return found.sort({ at: 1 }).toArray();
    },
  };
}
