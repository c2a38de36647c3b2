import type { WorkflowHandle } from '@temporalio/client';
import { workflowId } from '../../../domain/enrolment/identity.ts';
import type { User } from '../../../domain/enrolment/user.ts';
import type { Visit } from '../../../domain/enrolment/visit.ts';
import { minute } from '../../../domain/time/instant.ts';
import type { Ingest } from '../../../ingest/index.ts';
import type { journey as journeyLoop } from '../../../workflows/index.ts';
import { answer, type Reply } from '../../support/commanding.ts';
import { identify, track } from '../../support/event.ts';
import { freshName } from '../../support/stack.ts';
import type { EndState } from '../matrix/end-state.ts';
import type { House } from '../matrix/house.ts';
import { until } from '../until.ts';
import type { Order } from './cases.ts';

const journey = 'supported';

/** Somebody in the journey, whom people help. */
export interface Enrolled {
  readonly user: string;
  /** Resolves when the journey was entered; it goes on by itself. */
  enters(): Promise<void>;
  /** Resolves when it waits for something, and the nudge before it is through. */
  rests(): Promise<void>;
  document(): Promise<User>;
  /** Tells it something, always under one id. */
  tells(order: Order): Told;
  /** Leaves the journey, and says what is left. */
  end(): Promise<EndState>;
}

export interface Told {
  /** Resolves when it waits for its turn, or has had it. */
  readonly accepted: Promise<void>;
  readonly reply: Promise<Reply>;
}

/** Whoever was killed is missed by Temporal after ten seconds, and a delivery after its lease of twenty. */
const patience = 5 * minute;

export function createEnrolled(house: House, ingest: Ingest): Enrolled {
  const user = freshName('bo');
  const { store } = house.kept;
  const { workflow } = house.temporal.client;
  const handle: WorkflowHandle<typeof journeyLoop> = workflow.getHandle(workflowId(journey, user));
  const visit = async (): Promise<Visit | undefined> => (await store.users.read(user)).visits[journey];

  async function rests(): Promise<void> {
    const look = async (): Promise<true | null> => ((await visit())?.decision?.effect.kind === 'deliver' ? null : true);
    await until(async () => ((await visit())?.status === 'starting' ? null : look()), {
      within: patience,
      otherwise: async () => `${user} does not come to rest: ${JSON.stringify(await visit())}`,
    });
  }

  return {
    user,
    rests,
    document: () => store.users.read(user),
    async enters() {
      await ingest.take(
        identify(user, { email: `${user}@crash.test` }, { at: Date.now(), messageId: `${user}-known` }),
      );
      await ingest.take(track(user, 'Help Needed', { at: Date.now(), messageId: `${user}-needs-help` }));
    },
    tells: (order) => tell(handle, order, `${user}-${order.kind}`),
    async end() {
      await rests();
      const over = (await visit())?.status === 'closed';
      if (!over) await tell(handle, { kind: 'leave', isRefused: false }, `${user}-end`).reply;
      return house.endOf(user, [journey]);
    },
  };
}

function tell(handle: WorkflowHandle, { kind, step }: Order, updateId: string): Told {
  const args: [object] = [{ by: 'kim', reason: 'ticket 4711', ...(step !== undefined && { step }) }];
  const options = { args, updateId, waitForStage: 'ACCEPTED' } as const;
  const update = handle.startUpdate<string, [object]>(kind, options);
  const reply = answer(update.then((accepted) => accepted.result()));
  const accepted = update.then(() => undefined);
  for (const each of [reply, accepted]) each.catch(() => undefined); // Not everybody waits for both.
  return { accepted, reply };
}
