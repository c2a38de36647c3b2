import type { Collection, Db } from 'mongodb';
import type { Exposure } from '../domain/experiment/experiment.ts';
import { byWhose, type Whose } from './whose.ts';

/** An arm that a user was given by a decision of a journey. */
export interface ExposureRecord extends Exposure {
  readonly user: string;
  readonly journey: string;
  readonly visit: number;
  readonly release: string;
  /** Chosen: the decision gave the arm; whether its content was seen is another record. */
  readonly kind: 'chosen';
}

interface ExposureDocument extends ExposureRecord {
  readonly _id: string;
}

/** Which users met which arms, for the analysis of experiments. */
export interface ExposureStore {
  /** Idempotent by key: the decision's, and the experiment. */
  record(key: string, exposure: ExposureRecord): Promise<void>;
  of(whose: Whose): Promise<readonly ExposureRecord[]>;
}

export function createExposureStore(db: Db): ExposureStore {
  const exposures: Collection<ExposureDocument> = db.collection('exposures');
  return {
    async record(key, exposure) {
      await exposures.replaceOne({ _id: key }, exposure, { upsert: true });
    },
    async of(whose) {
      const found = exposures.find({ user: byWhose(whose) }, { projection: { _id: 0 } });
      return found.sort({ at: 1 }).toArray();
    },
  };
}
