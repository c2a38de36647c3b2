import type { Db } from 'mongodb';
import { enrolmentQueryName, workflowId } from '../../../domain/enrolment/identity.ts';
import type { Instruction } from '../../../domain/enrolment/instruction.ts';
import type { User } from '../../../domain/enrolment/user.ts';
import { minute } from '../../../domain/time/instant.ts';
import type { TemporalClient } from '../../../ingest/connect.ts';
import type { journey as journeyLoop } from '../../../workflows/index.ts';
import { environmentOf } from '../../support/command.ts';
import { openTestStore, type TestStore } from '../../support/store.ts';
import { connectSharedTemporal } from '../../support/temporal.ts';
import { until } from '../until.ts';
import { durabilityRelease } from '../workspace.ts';
import { endState, type EndState } from './end-state.ts';

/** A database and a task queue, in which nobody else works. */
export interface House {
  readonly kept: TestStore;
  readonly temporal: TemporalClient;
  readonly environment: Readonly<Record<string, string>>;
  /** What is left of somebody's story, with the results of these journeys' workflows. */
  endOf(user: string, journeys: readonly string[]): Promise<EndState>;
  /** Takes everything that somebody's document knows of journeys out of it, as a restored backup may. */
  forgetVisits(user: string): Promise<void>;
  /** Resolves when a workflow shows that it stands at a step. */
  shows(workflow: string, step: string): Promise<void>;
  /** Makes the events that somebody's document has folded as old as if they had been so for long. */
  ageApplied(user: string): Promise<void>;
  close(): Promise<void>;
}

export async function openHouse(): Promise<House> {
  const kept = await openTestStore();
  const temporal = await connectSharedTemporal(kept.stack);
  await kept.store.releases.publish(await durabilityRelease(), Date.now());
  return {
    kept,
    temporal,
    environment: { ...environmentOf(kept.stack, temporal.taskQueue), USHER_LOG_LEVEL: 'warn' },
    endOf: (user, journeys) => endOf({ user, journeys }, kept, temporal),
    forgetVisits: (user) => changed(kept.db, user, () => ({ visits: {}, todo: [] })),
    shows: (workflow, step) => shows(temporal, workflow, step),
    ageApplied: (user) =>
      changed(kept.db, user, ({ applied }) => ({
        applied: applied.map((each) => ({ ...each, at: each.at - 10 * minute })),
      })),
    async close() {
      await temporal.close();
      await kept.close();
    },
  };
}

interface Somebody {
  readonly user: string;
  readonly journeys: readonly string[];
}

async function endOf(
  { user, journeys }: Somebody,
  { store, stack }: TestStore,
  { client }: TemporalClient,
): Promise<EndState> {
  const handles = journeys.map((journey) => client.workflow.getHandle<typeof journeyLoop>(workflowId(journey, user)));
  // The document is closed before the workflow has heard of it, and the trail is told in between.
  const results = await Promise.all(handles.map((handle) => handle.result()));
  const [document, trail, nudges, exposures, events, mails] = await Promise.all([
    store.users.read(user),
    store.trail.of(user),
    store.nudges.of(user),
    store.exposures.of(user),
    store.events.of(user),
    stack.inbox.messages(`${user}@crash.test`),
  ]);
  const ends = results.map(({ outcome, words, decisions }) => ({ outcome, words, decisions }));
  return endState(user, { document, trail, nudges, exposures, events, results: ends, mails });
}

type Changing = Pick<User, 'applied' | 'visits' | 'todo'>;

/** In one write, and under a revision of its own, as every other process writes. */
async function changed(db: Db, _id: string, change: (user: Changing) => Partial<Changing>): Promise<void> {
  const users = db.collection<Changing & { readonly _id: string; readonly revision: number }>('users');
  const found = await users.findOne({ _id });
  if (found === null) return;
  const { revision } = found;
  await users.updateOne({ _id, revision }, { $set: { ...change(found), revision: revision + 1 } });
}

async function shows({ client }: TemporalClient, workflow: string, step: string): Promise<void> {
  const look = async (): Promise<true | null> => {
    const shown = await client.workflow.getHandle(workflow).query<Instruction | null>(enrolmentQueryName);
    return shown?.step === step ? true : null;
  };
  await until(look, { within: 3 * minute, otherwise: () => `${workflow} does not come to ${step}` });
}
