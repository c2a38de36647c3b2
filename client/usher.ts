import { alias } from './alias.ts';
import { createDecisions, type Decisions } from './decisions.ts';
import { openContext, type OpenContext, type UsherContext } from './context.ts';
import { enrol } from './enrol.ts';
import { exportUser } from './export.ts';
import { forget, readmit } from './forget.ts';
import { explain } from './explain.ts';
import { identify } from './identify.ts';
import { inspect } from './inspect.ts';
import { journeys } from './journeys.ts';
import { leave } from './leave.ts';
import { list } from './list.ts';
import { log } from './log.ts';
import { move } from './move.ts';
import { nudges } from './nudges.ts';
import type { UsherOptions } from './options.ts';
import { pause } from './pause.ts';
import { resend } from './resend.ts';
import { resume } from './resume.ts';
import { skip } from './skip.ts';
import { track } from './track.ts';

/** Every function of the client, in the order in which a backend meets them. */
const functions = {
  ...{ track, identify, alias, enrol },
  ...{ inspect, explain, journeys, nudges, list, log },
  ...{ leave, pause, resume, skip, move, resend },
  ...{ export: exportUser, forget, readmit },
};

type Functions = typeof functions;
type Deciding = Pick<UsherOptions, 'secrets' | 'deadline' | 'onError'>;

/** The functions without the context that they share. */
type Bound = {
  readonly [Name in keyof Functions]: Functions[Name] extends (
    context: UsherContext,
    ...rest: infer Rest
  ) => infer Answer
    ? (...rest: Rest) => Answer
    : never;
};

/** Usher for a backend. */
export interface Usher extends Bound, Pick<Decisions, 'decide' | 'seen'> {
  /** Waits for what is under way, then closes every connection. */
  close(): Promise<void>;
}

/**
 * Connects to Temporal and MongoDB and gives everything a backend does with Usher. One for a process: it holds the
 * connections, and what it writes to one user at a time costs one write.
 * @throws UsherError CONFIGURATION_INVALID, SERVER_UNREACHABLE
 * @example
 * const usher = await createUsher({
 *   temporal: { address: 'localhost:7233' },
 *   mongo: { uri: 'mongodb://localhost:27017/?replicaSet=rs0' },
 * });
 * await usher.identify({ userId: 'bo', traits: { email: 'bo@acme.test' } });
 * await usher.track({ userId: 'bo', event: 'Signed Up', messageId: 'signup-1' });
 * await usher.close();
 */
export async function createUsher(options: UsherOptions): Promise<Usher> {
  return usherOver(await openContext(options), options);
}

/** The same over a context that is open already. */
export function usherOver(context: OpenContext, options: Deciding = {}): Usher {
  const { store, clock } = context;
  const decisions = createDecisions({ store, clock, ...options });
  const bound = Object.entries(functions).map(([name, each]) => {
    const call = each as (context: UsherContext, ...rest: readonly unknown[]) => unknown;
    return [name, (...rest: readonly unknown[]) => call(context, ...rest)];
  });
  return {
    ...(Object.fromEntries(bound) as Bound),
    decide: decisions.decide,
    seen: decisions.seen,
    async close() {
      await decisions.close();
      await context.close();
    },
  };
}
