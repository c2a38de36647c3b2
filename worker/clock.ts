import type { Configuration } from '../domain/configuration/configuration.ts';
import { UsherError } from '../domain/errors.ts';
import { demonstrationClock, realClock, type Clock } from '../domain/time/clock.ts';
import { second } from '../domain/time/instant.ts';
import type { Store } from '../store/index.ts';

/** A clock, and how to stop following it. */
export interface FollowedClock {
  readonly clock: Clock;
  readonly stop: () => void;
}

/** What is known of the demonstration's clock may lag: it then shows too little, and a timer is set again. */
const readEvery = second / 5;

/** The clock that the configuration asks for. @throws UsherError CONFIGURATION_INVALID where no demonstration runs */
export async function followClock({ clock }: Configuration, { demonstration }: Store): Promise<FollowedClock> {
  if (clock === 'real') return { clock: realClock, stop: () => undefined };
  const stored = await demonstration.read();
  if (stored?.since == null) {
    const found = 'found demonstration, but no demonstration runs on this database';
    throw new UsherError('CONFIGURATION_INVALID', `USHER_CLOCK: ${found}; expected real`);
  }
  let known = stored;
  const reading = setInterval(() => {
    demonstration.read().then(
      (read) => (known = read ?? known),
      () => undefined, // What was known stays true, if too little, until the database answers again.
    );
  }, readEvery);
  return { clock: demonstrationClock(() => known), stop: () => clearInterval(reading) };
}
