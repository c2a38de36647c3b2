import { linkKeys } from '../activities/link/keys.ts';
import { realClock, type Clock } from '../domain/time/clock.ts';
import type { Milliseconds } from '../domain/time/instant.ts';
import { createBackground } from './background.ts';
import { createDecide, type Decide } from './decide.ts';
import { createInTime } from './in-time.ts';
import { createOpening, type StoreSettings } from './opening.ts';
import { createSeen, type Seen } from './seen.ts';
import { createView } from './view.ts';

/** What the library is given; nothing but the store has to be. */
export type DecisionSettings = StoreSettings & {
  /** Keys that sign tokens, the newest first, such as the workers' USHER_LINK_SECRET. Without one there are no tokens. */
  readonly secrets?: readonly string[] | undefined;
  /** How long a decision may take before it is the fallback; 200 ms where nothing is said. */
  readonly deadline?: Milliseconds | undefined;
  /** Whose time decides; the real one where nothing is said. */
  readonly clock?: Clock | undefined;
  /** Told of what failed while nobody waits: what was chosen could not be recorded, the store does not open with these settings. */
  readonly onError?: ((error: unknown) => void) | undefined;
};

/** What slots show, and that it was seen. */
export interface Decisions {
  /**
   * What each of the slots shows to a user now, by slot. A decision that is asked for after an event was acknowledged has
   * seen it. Where nobody can tell (the store is away or slow, nothing is known of the user, the release has no such slot)
   * it is the slot's fallback, with `source: 'fallback'` and the reason, and never an error. What was chosen is recorded
   * in the background, once for a user, slot, item and session.
   * @throws UsherError REQUEST_INVALID for what is no request, which is a mistake of the program
   */
  readonly decide: Decide;
  /**
   * Records by an item's token that it was seen; true when it is the first time in its session.
   * @throws UsherError TOKEN_INVALID for a token that is altered or another user's, TOKEN_EXPIRED, REQUEST_INVALID,
   *   USER_FORGOTTEN
   * @throws UsherError CONFIGURATION_INVALID without a key, SERVER_UNREACHABLE
   */
  readonly seen: Seen;
  /** Waits for what is still being recorded. */
  settled(): Promise<void>;
  /** The same, and closes the connection where it was opened here. */
  close(): Promise<void>;
}

/** A page waits no longer for what it can do without. */
const usualDeadline: Milliseconds = 200;

/**
 * What a page asks that shows slots, and nothing else: it needs no Temporal, and connects at once, in the background.
 * @example
 * const decisions = createDecisions({ mongo: { uri: 'mongodb://localhost:27017/?replicaSet=rs0' } });
 * const { tutorial } = await decisions.decide({ user: 'bo', slots: ['tutorial'] });
 */
export function createDecisions(settings: DecisionSettings): Decisions {
  const { secrets = [], deadline = usualDeadline, clock = realClock, onError = () => undefined } = settings;
  const now = (): number => Date.now();
  const keys = linkKeys(secrets);
  const opening = createOpening(settings, { now, onError });
  const inTime = createInTime(deadline);
  const view = createView(opening, inTime, { clock, now });
  const background = createBackground(onError);
  return {
    decide: createDecide({ view, keys, background, clock, now, onError }),
    seen: createSeen({ opening, inTime, keys, clock, now }),
    settled: () => background.settled(),
    async close() {
      await background.settled();
      view.close();
      await opening.close();
    },
  };
}
