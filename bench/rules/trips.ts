import { createDecisions } from '../../client/index.ts';
import { openStore } from '../../store/index.ts';
import { openCountingDoor } from '../counting-door.ts';
import type { House } from '../house.ts';

/** Round trips to MongoDB for one decision. */
export interface Trips {
  /** Nothing is known in the process. */
  readonly cold: number;
  /** The user was asked about before, within the second in which the current release is not looked for again. */
  readonly warm: number;
}

export async function measureTrips({ ingest, mongo }: House): Promise<Trips> {
  await ingest.take({ type: 'identify', userId: 'bo', traits: { turn: 1 }, messageId: 'trips' });
  const door = await openCountingDoor(mongo.uri);
  const store = await openStore({ uri: door.uri, database: mongo.database });
  const usher = createDecisions({ store, deadline: 60_000 });
  const tripsOf = async (): Promise<number> => {
    const before = door.asked();
    await usher.decide({ user: 'bo', slots: ['turn'], session: 'one' });
    const asked = door.asked() - before;
    await usher.settled();
    return asked;
  };
  const cold = await tripsOf();
  const warm = await tripsOf();
  await usher.close();
  await store.close();
  await door.close();
  return { cold, warm };
}
