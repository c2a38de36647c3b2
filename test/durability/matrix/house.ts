import type { Db } from 'mongodb';
import { workflowId } from '../../../domain/enrolment/identity.ts';
import type { User } from '../../../domain/enrolment/user.ts';
import { minute } from '../../../domain/time/instant.ts';
import type { TemporalClient } from '../../../ingest/connect.ts';
import type { journey as journeyLoop } from '../../../workflows/index.ts';
import { environmentOf } from '../../support/command.ts';
import { openTestStore, type TestStore } from '../../support/store.ts';
import { connectSharedTemporal } from '../../support/temporal.ts';
import { durabilityRelease } from '../workspace.ts';
import { endState, type EndState } from './end-state.ts';

/** A database and a task queue, in which nobody else works. */
export interface House {
  readonly kept: TestStore;
  readonly temporal: TemporalClient;
  readonly environment: Readonly<Record<string, string>>;
  /** What is left of somebody's story in a journey. */
  endOf(user: string, journey: string): Promise<EndState>;
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
    endOf: (user, journey) => endOf({ user, journey }, kept, temporal),
    ageApplied: (user) => ageApplied(kept.db, user),
    async close() {
      await temporal.close();
      await kept.close();
    },
  };
}

interface Somebody {
  readonly user: string;
  readonly journey: string;
}

async function endOf(
  { user, journey }: Somebody,
  { store, stack }: TestStore,
  { client }: TemporalClient,
): Promise<EndState> {
  const handle = client.workflow.getHandle<typeof journeyLoop>(workflowId(journey, user));
  // The document is closed before the workflow has heard of it, and the trail is told in between.
  const result = await handle.result();
  const [document, trail, nudges, exposures, events, mails] = await Promise.all([
    store.users.read(user),
    store.trail.of(user),
    store.nudges.of(user),
    store.exposures.of(user),
    store.events.of(user),
    stack.inbox.messages(`${user}@crash.test`),
  ]);
  return endState(user, { document, trail, nudges, exposures, events, result, mails });
}

type Applied = Pick<User, 'applied'> & { readonly _id: string };

/** In one write, and under a revision of its own, as every other process writes. */
async function ageApplied(db: Db, _id: string): Promise<void> {
  const users = db.collection<Applied & { revision: number }>('users');
  const found = await users.findOne({ _id });
  const applied = (found?.applied ?? []).map((each) => ({ ...each, at: each.at - 10 * minute }));
  const revision = found?.revision ?? 0;
  await users.updateOne({ _id, revision }, { $set: { applied, revision: revision + 1 } });
}
