import type { Collection, Db } from 'mongodb';
import type { DemonstrationTime } from '../domain/time/clock.ts';

interface ClockDocument extends DemonstrationTime {
  readonly _id: 'clock';
}

/** Where the demonstration's clock is kept, so that it stands still while the demonstration is stopped. */
export interface DemonstrationStore {
  /** Null where no demonstration ever ran. */
  read(): Promise<DemonstrationTime | null>;
  write(time: DemonstrationTime): Promise<void>;
}

export function createDemonstrationStore(db: Db): DemonstrationStore {
  const clocks: Collection<ClockDocument> = db.collection('demonstration');
  return {
    read: () => clocks.findOne({ _id: 'clock' }, { projection: { _id: 0 } }),
    async write(time) {
      await clocks.replaceOne({ _id: 'clock' }, time, { upsert: true });
    },
  };
}
