import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { pino } from 'pino';
import { readConfiguration } from '../../domain/configuration/schema.ts';
import { workflowId } from '../../domain/enrolment/identity.ts';
import type { Visit } from '../../domain/enrolment/visit.ts';
import { realClock } from '../../domain/time/clock.ts';
import { second } from '../../domain/time/instant.ts';
import { connectTemporal, type TemporalClient } from '../../ingest/connect.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import { createWorker, type RunnableWorker } from '../../worker/run.ts';
import { noSeams } from '../../worker/seams.ts';
import { answer, type Reply } from '../support/commanding.ts';
import { environmentOf } from '../support/command.ts';
import { identify, track } from '../support/event.ts';
import { releaseOf } from '../support/release.ts';
import { freshName, workflowBundle } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { quietRuntime } from '../support/temporal-runtime.ts';
import { sendThenWait } from '../support/waiting.ts';

const release = releaseOf([sendThenWait]);

let kept: TestStore;
let temporal: TemporalClient;
let ingest: Ingest;
let worker: RunnableWorker;
let running: Promise<void>;

beforeAll(async () => {
  quietRuntime();
  kept = await openTestStore();
  const configuration = readConfiguration(environmentOf(kept.stack, freshName('queue')));
  await kept.store.releases.publish(release, Date.now());
  temporal = await connectTemporal(configuration.temporal);
  worker = await createWorker(configuration, pino({ level: 'silent' }), {
    ...noSeams,
    workflowBundle: await workflowBundle(),
  });
  running = worker.run();
  ingest = createIngest({ store: kept.store, temporal, clock: realClock, onError: () => {} });
});
afterAll(async () => {
  await ingest.close();
  worker.stop();
  await running;
  await temporal.close();
  await kept.close();
});

interface Somebody {
  readonly id: string;
  readonly address: string;
  readonly handle: WorkflowHandle;
}

/** Somebody who was welcomed and now waits. */
async function enters(): Promise<Somebody> {
  const id = freshName('bo');
  const address = `${id}@acme.test`;
  await ingest.take(identify(id, { email: address }, { at: Date.now() }));
  await ingest.take(track(id, 'Signed Up', { at: Date.now() }));
  const handle = temporal.client.workflow.getHandle(workflowId('test', id));
  await stands(id, ({ number }) => number === 2);
  return { id, address, handle };
}

function tell({ handle }: Somebody, kind: string, step?: string): Promise<Reply> {
  const args: [object] = [{ by: 'kim', reason: 'ticket 4711', ...(step !== undefined && { step }) }];
  return answer(handle.executeUpdate<string, [object]>(kind, { args }));
}

/** The visit, once it is so. */
async function stands(id: string, so: (visit: Visit) => boolean): Promise<Visit> {
  for (const end = performance.now() + 20 * second; performance.now() < end; await sleep(10)) {
    const visit = (await kept.store.users.read(id)).visits.test;
    if (visit !== undefined && so(visit)) return visit;
  }
  throw new Error(`${id} never stands so`);
}

async function mailsTo(address: string): Promise<readonly string[]> {
  const newestFirst = await kept.stack.inbox.messages(address);
  return newestFirst.map(({ subject }) => subject.split(' ')[0] ?? '').reverse();
}

async function trailOf(id: string): Promise<readonly string[]> {
  const told = await kept.store.trail.of(id);
  return told.flatMap(({ entries }) =>
    entries.map(({ step, what, because }) => `${step} ${what}: ${because.join('; ')}`),
  );
}

describe('commands on real servers', () => {
  it('pause, send again, go on and leave, and are told in the trail', async () => {
    const bo = await enters();
    expect(await tell(bo, 'resend', 'welcome')).toBe('resent by kim: ticket 4711; now sending welcome');
    await stands(bo.id, ({ number }) => number === 4);
    expect(await mailsTo(bo.address)).toEqual(['welcome', 'welcome']);
    expect(await tell(bo, 'pause')).toBe('paused by kim: ticket 4711 (at wait-profile)');
    await ingest.take(track(bo.id, 'Profile Completed', { at: Date.now() }));
    await ingest.settled();
    expect(await tell(bo, 'resume')).toBe('resumed by kim: ticket 4711; now sending thanks');
    expect(await bo.handle.result()).toMatchObject({ outcome: 'finished' });
    expect(await mailsTo(bo.address)).toEqual(['welcome', 'welcome', 'thanks']);
    expect(await trailOf(bo.id)).toEqual([
      'entered entered: Signed Up',
      expect.stringMatching(/^welcome sent: /),
      'welcome resent by kim: ticket 4711',
      expect.stringMatching(/^welcome sent: /),
      'wait-profile paused by kim: ticket 4711',
      'wait-profile resumed by kim: ticket 4711',
      expect.stringMatching(/^wait-profile done: Profile Completed/),
      expect.stringMatching(/^thanks sent: /),
      'end finished: all steps done',
    ]);
  });

  it('that are refused leave the document as it was, to the byte', async () => {
    const bo = await enters();
    const before = await kept.db.collection('users').findOne({ _id: bo.id as never });
    expect(await tell(bo, 'resume')).toMatchObject({ code: 'COMMAND_REFUSED' });
    expect(await tell(bo, 'move', 'nowhere')).toMatchObject({ code: 'STEP_UNKNOWN' });
    expect(await tell(bo, 'resend', 'wait-profile')).toMatchObject({ code: 'STEP_UNKNOWN' });
    expect(await kept.db.collection('users').findOne({ _id: bo.id as never })).toEqual(before);
    await tell(bo, 'leave');
  });

  it('skip, and Temporal’s own Cancel', async () => {
    const bo = await enters();
    expect(await tell(bo, 'skip')).toBe('skipped by kim: ticket 4711; now sending thanks');
    expect(await bo.handle.result()).toMatchObject({ outcome: 'finished' });
    const ada = await enters();
    await ada.handle.cancel();
    expect(await ada.handle.result()).toMatchObject({ outcome: 'left', words: 'left by Temporal: cancelled' });
    expect(await stands(ada.id, ({ status }) => status === 'closed')).toMatchObject({ number: 3 });
  });
});
