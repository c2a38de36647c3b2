import { setTimeout as sleep } from 'node:timers/promises';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { NativeConnection } from '@temporalio/worker';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { Client, Connection, WorkflowClient, type WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import type { Addresses } from '../../dev/addresses.ts';
import { indexedValueTypes } from '../../dev/server/search-attributes.ts';
import type { Activities } from '../../activities/index.ts';
import { searchAttributes } from '../../domain/enrolment/identity.ts';
import type { Program } from '../../domain/journey/program.ts';
import type { Instant, Milliseconds } from '../../domain/time/instant.ts';
import { createTell, type Tell } from '../../ingest/tell.ts';
import { createTaskWorkers } from '../../worker/task-workers.ts';
import type { journey } from '../../workflows/index.ts';
import { createPerson, type Meddling, type Person } from './journey-fakes.ts';
import { freshName, timeSkippingServer, workflowBundle } from './stack.ts';
import { quietRuntime } from './temporal-runtime.ts';

/** Somebody whose journey runs, and the workflow that runs it. */
export interface Running {
  readonly person: Person;
  readonly handle: Handle;
}

export type Handle = Pick<
  WorkflowHandleWithFirstExecutionRunId<typeof journey>,
  'result' | 'query' | 'signal' | 'describe' | 'fetchHistory' | 'executeUpdate' | 'startUpdate' | 'cancel'
>;

/** What somebody with activities of their own needs of the server. */
export interface Place {
  readonly now: () => Promise<Instant>;
  readonly pass: (milliseconds: Milliseconds) => Promise<void>;
  readonly tell: Tell;
  readonly resultOf: (workflow: string) => ReturnType<Handle['result']>;
}

/** A Temporal server that skips the time in which nothing happens, and a worker of the real journey workflow on it. */
export interface JourneyServer {
  /** Lets somebody enter a journey, by its event `Signed Up`. */
  enter(program: Program, meddling?: Meddling): Promise<Running>;
  /** Lets the workflows of somebody meet these activities, whatever journeys they are in. */
  admit(user: string, activities: Activities): Place;
  /** The histories of all runs of somebody's workflow, the first run's first. */
  historiesOf(running: Running): Promise<readonly History[]>;
  /** The instant of the server's time. */
  now(): Promise<Instant>;
  /** Lets so much of the server's time pass, in no time. */
  pass(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/** A server that skips time, of this test file's own. */
export async function startJourneyServer(): Promise<JourneyServer> {
  quietRuntime();
  const path = await timeSkippingServer();
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  const { client, connection, nativeConnection, namespace = 'default' } = environment;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(
      Object.entries(searchAttributes).map(([name, type]) => [name, indexedValueTypes[type]]),
    ),
  });
  return serve({
    client,
    connection: nativeConnection,
    namespace,
    now: () => environment.currentTimeMs(),
    pass: (milliseconds) => environment.sleep(milliseconds),
    close: () => environment.teardown(),
  });
}

/** A worker on a real server, where time passes as it does. */
export async function joinJourneyServer({ address, namespace }: Addresses['temporal']): Promise<JourneyServer> {
  quietRuntime();
  const [connection, worker] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  return serve({
    client: new Client({ connection, namespace, identity: 'usher' }),
    connection: worker,
    namespace,
    now: () => Promise.resolve(Date.now()),
    pass: (milliseconds) => sleep(milliseconds),
    async close() {
      await Promise.all([connection.close(), worker.close()]);
    },
  });
}

interface Surroundings extends Pick<JourneyServer, 'now' | 'pass' | 'close'> {
  readonly client: Client;
  readonly connection: NativeConnection;
  readonly namespace: string;
}

/** Nobody is brought up to date. */
function notHere(): Promise<never> {
  return Promise.reject(new Error('nothing is refreshed here'));
}

async function serve({ client, connection, namespace, now, pass, close }: Surroundings): Promise<JourneyServer> {
  const people = new Map<string, Pick<Person, 'activities'>>();
  const taskQueue = freshName('journeys');
  const refreshing = { refreshPage: notHere, refreshNote: notHere };
  const workers = await createTaskWorkers({
    connection,
    namespace,
    taskQueue,
    // It stands in every history.
    identity: 'usher',
    workflows: await workflowBundle(),
    activities: activitiesOf(people),
    refreshing,
  });
  const running = workers.run();
  // The environment's own client skips time while it waits for a result: years, where no timer is left.
  const patient = new WorkflowClient({ connection, namespace });
  const tell = createTell({ client, taskQueue, close: () => Promise.resolve() });
  return {
    async enter(program, meddling = {}) {
      const person = createPerson({ program, meddling, now, tell });
      people.set(person.id, person);
      await person.happens('Signed Up');
      return { person, handle: client.workflow.getHandle<typeof journey>(person.workflowId) };
    },
    admit(user, activities) {
      people.set(user, { activities });
      const resultOf: Place['resultOf'] = (workflow) => patient.getHandle<typeof journey>(workflow).result();
      return { now, pass, tell, resultOf };
    },
    historiesOf: ({ person }) => historiesOf(client, person.workflowId),
    now,
    pass,
    async close() {
      workers.stop();
      await running;
      await close();
    },
  };
}

/** Each run names the one before it. */
async function historiesOf(client: Client, workflow: string): Promise<readonly History[]> {
  const histories: History[] = [];
  for (let run: string | undefined, more = true; more;) {
    const history = await client.workflow.getHandle(workflow, run).fetchHistory();
    histories.unshift(history);
    const started = history.events?.[0]?.workflowExecutionStartedEventAttributes;
    run = started?.continuedExecutionRunId ?? '';
    more = run !== '';
  }
  return histories;
}

/** One worker serves everybody: each enrolment meets its own person's activities. */
function activitiesOf(people: ReadonlyMap<string, Pick<Person, 'activities'>>): Activities {
  const of = (user: string): Activities => {
    const person = people.get(user);
    if (person === undefined) throw new Error(`nobody is called ${user}`);
    return person.activities;
  };
  return {
    decide: (request) => of(request.enrolment.user).decide(request),
    deliver: (request) => of(request.enrolment.user).deliver(request),
    noteRefused: (request) => of(request.enrolment.user).noteRefused(request),
  };
}
