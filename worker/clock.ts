import type { Configuration } from '../domain/configuration/configuration.ts';
import { UsherError } from '../domain/errors.ts';
import { demonstrationClock, realClock, type Clock } from '../domain/time/clock.ts';
import type { Store } from '../store/index.ts';

/** The clock that the configuration asks for. @throws UsherError CONFIGURATION_INVALID where no demonstration runs */
export async function clockOf(configuration: Configuration, store: Store): Promise<Clock> {
  if (configuration.clock === 'real') return realClock;
  const time = await store.demonstration.read();
  if (time?.since != null) return demonstrationClock(time);
  throw new UsherError(
    'CONFIGURATION_INVALID',
    'USHER_CLOCK: found demonstration, but no demonstration runs on this database',
  );
}
