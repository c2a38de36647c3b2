import { usualPatience } from '../client/context.ts';
import { usherOver, type Usher } from '../client/usher.ts';
import type { Instant } from '../domain/time/instant.ts';
import { connectTemporal } from '../ingest/connect.ts';
import { createIngest } from '../ingest/index.ts';
import type { Store } from '../store/index.ts';
import { onStore } from './connection.ts';
import { output } from './output.ts';

/** What a command works with that does what a backend does with the client. */
export interface Served {
  readonly usher: Usher;
  readonly store: Store;
  /** The clock's. */
  readonly now: Instant;
}

/** Does something with the client, on the servers and the clock of a command. */
export async function withUsher(act: (served: Served) => Promise<void>): Promise<void> {
  await onStore(async ({ configuration, store, clock, now }) => {
    const temporal = await connectTemporal(configuration.temporal);
    const onError = (error: unknown): void => output.note(`left to the worker's sweep: ${String(error)}`);
    const ingest = createIngest({ store, temporal, clock, onError });
    try {
      const close = (): Promise<void> => Promise.resolve();
      const usher = usherOver({ store, temporal, ingest, clock, answersWithin: usualPatience, close });
      await act({ usher, store, now });
    } finally {
      await ingest.close();
      await temporal.close();
    }
  });
}
