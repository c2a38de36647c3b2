import { createHash } from 'node:crypto';
import type { WorkflowExecutionInfo } from '@temporalio/client';
import type { Inbox } from '../../../dev/inbox/inbox.ts';
import type { User } from '../../../domain/enrolment/user.ts';
import type { TemporalClient } from '../../../ingest/connect.ts';
import type { StoredEvent } from '../../../store/events.ts';
import type { ExposureRecord } from '../../../store/exposures.ts';
import type { Store } from '../../../store/index.ts';
import type { NudgeRecord } from '../../../store/nudges.ts';
import type { Told } from '../../../store/trail.ts';
import type { Story } from '../../../workflows/journey.ts';

/** All that is left of one user when the storm is over. */
export interface Found {
  readonly user: User;
  readonly events: readonly StoredEvent[];
  readonly trail: readonly Told[];
  readonly nudges: readonly NudgeRecord[];
  readonly exposures: readonly ExposureRecord[];
  /** Runs of the user's workflow, newest first, and what the newest returned. */
  readonly runs: readonly WorkflowExecutionInfo[];
  readonly result: Story | null;
  /** How often a nudge's mail came, by Message-ID. */
  readonly mails: ReadonlyMap<string, number>;
}

export interface Places {
  readonly store: Store;
  readonly temporal: TemporalClient;
  readonly inbox: Inbox;
}

/** Looks everywhere, for everybody. */
export async function find(users: readonly string[], { store, temporal, inbox }: Places): Promise<readonly Found[]> {
  const mails = await mailsBy(inbox);
  const runs = await runsBy(temporal);
  const found: Found[] = [];
  for (const id of users) {
    const [user, events, trail, nudges, exposures] = await Promise.all([
      store.users.read(id),
      store.events.of(id),
      store.trail.of(id),
      store.nudges.of(id),
      store.exposures.of(id),
    ]);
    const own = runs.get(`storm/${id}`) ?? [];
    const newest = own[0]?.status.name === 'COMPLETED' ? temporal.client.workflow.getHandle(`storm/${id}`) : null;
    const result = newest === null ? null : ((await newest.result()) as Story);
    found.push({
      user,
      events,
      trail,
      nudges,
      exposures,
      runs: own,
      result,
      mails: mails.get(`${id}@storm.test`) ?? new Map(),
    });
  }
  return found;
}

async function runsBy({ client }: TemporalClient): Promise<ReadonlyMap<string, readonly WorkflowExecutionInfo[]>> {
  const runs = new Map<string, WorkflowExecutionInfo[]>();
  for await (const run of client.workflow.list({ query: `UsherJourney = 'storm'` }))
    runs.set(run.workflowId, [...(runs.get(run.workflowId) ?? []), run]);
  for (const each of runs.values()) each.sort((a, b) => b.startTime.getTime() - a.startTime.getTime());
  return runs;
}

async function mailsBy(inbox: Inbox): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const mails = new Map<string, Map<string, number>>();
  for (const { to, messageId } of await inbox.messages()) {
    const own = mails.get(to[0] ?? '') ?? new Map<string, number>();
    mails.set(to[0] ?? '', own.set(messageId ?? '', (own.get(messageId ?? '') ?? 0) + 1));
  }
  return mails;
}

/** The Message-ID of a nudge, as the documentation has it: its key's SHA-256 at the sender's domain. */
export function messageIdOf(nudge: string): string {
  return `<${createHash('sha256').update(nudge).digest('hex')}@acme.test>`;
}
