import type { Configuration } from '../../domain/configuration/configuration.ts';
import { deliveryQueue } from '../../domain/enrolment/delivery-queue.ts';
import { searchAttributes } from '../../domain/enrolment/identity.ts';
import { minute, second } from '../../domain/time/instant.ts';
import { connectTemporal, type TemporalClient } from '../../ingest/connect.ts';
import { inTime } from '../../ingest/deadline.ts';
import { lackingAttributes } from '../../ingest/search-attributes.ts';
import { fine, reasonOf, warning, wrong, type Finding } from './finding.ts';

/** Looks at Temporal, its namespace and who works for it. */
export async function lookAtTemporal({ temporal, clock }: Configuration): Promise<readonly Finding[]> {
  let connected: TemporalClient;
  try {
    connected = await connectTemporal(temporal);
  } catch (error) {
    return [wrong('Temporal', reasonOf(error), 'start it, or check TEMPORAL_ADDRESS and the TLS variables')];
  }
  try {
    const looks = [
      version(connected),
      namespace({ ...connected, clock }),
      attributes(connected),
      ...workers(connected),
    ];
    return await Promise.all(looks);
  } finally {
    await connected.close();
  }
}

/** The first that has updates switched on by itself, and keeps summaries and details: all that support acts by and reads. */
const oldest = [1, 25] as const;

async function version({ client }: TemporalClient): Promise<Finding> {
  return looked('Temporal', async () => {
    const { serverVersion } = await inTime(client, () => client.workflowService.getSystemInfo({}));
    const found = `version ${serverVersion}`;
    const [major = 0, minor = 0] = serverVersion.split('.').map(Number);
    if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return fine('Temporal', found);
    return wrong(
      'Temporal',
      found,
      `use version ${oldest.join('.')} or newer: before it pause, skip and move are switched off`,
    );
  });
}

/** Support is asked about what was weeks ago; an enrolment's page in the UI goes with its history. */
const leastDays = 7;

async function namespace({ client, clock }: TemporalClient & Pick<Configuration, 'clock'>): Promise<Finding> {
  const { namespace: name } = client.options;
  return looked('namespace', async () => {
    const found = await inTime(client, () => client.workflowService.describeNamespace({ namespace: name }));
    const seconds = Number(found.config?.workflowExecutionRetentionTtl?.seconds ?? 0);
    const days = Math.round(seconds / 86_400);
    const kept = `${name} keeps closed journeys for ${days} ${days === 1 ? 'day' : 'days'}`;
    if (days >= leastDays || clock === 'demonstration') return fine('namespace', kept);
    const todo = `temporal operator namespace update --namespace ${name} --retention 720h: the UI shows none that is older`;
    return warning('namespace', kept, todo);
  });
}

async function attributes(temporal: TemporalClient): Promise<Finding> {
  return looked('search attributes', async () => {
    const lacking = await lackingAttributes(temporal);
    if (lacking.length === 0) return fine('search attributes', `all ${Object.keys(searchAttributes).length} there`);
    const found = `missing, or of another type: ${lacking.map(([each, type]) => `${each} (${type})`).join(', ')}`;
    return wrong(
      'search attributes',
      found,
      'a worker registers them where it may, else deploy/temporal/namespace.sh; in Temporal Cloud tcld',
    );
  });
}

/** A worker polls again within a minute at the latest. */
const seenWithin = minute + 10 * second;

/** The kinds of a queue's tasks (temporal.api.enums.v1.TaskQueueType). */
const taskTypes = { workflow: 1, activity: 2 } as const;

function workers(temporal: TemporalClient): readonly Promise<Finding>[] {
  const { taskQueue } = temporal;
  return [
    polled(temporal, { what: 'workers', queue: taskQueue, type: 'workflow' }),
    polled(temporal, { what: 'deliveries', queue: deliveryQueue(taskQueue), type: 'activity' }),
  ];
}

interface Polled {
  readonly what: string;
  readonly queue: string;
  readonly type: keyof typeof taskTypes;
}

async function polled({ client }: TemporalClient, { what, queue, type }: Polled): Promise<Finding> {
  return looked(what, async () => {
    const asked = {
      namespace: client.options.namespace,
      taskQueue: { name: queue },
      taskQueueType: taskTypes[type] as never,
    };
    const { pollers } = await inTime(client, () => client.workflowService.describeTaskQueue(asked));
    const since = (Date.now() - seenWithin) / second;
    const alive = pollers.filter(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) >= since);
    const who = new Set(alive.map(({ identity }) => identity)).size;
    if (who > 0) return fine(what, `${who} on queue ${queue}`);
    const todo = 'npm run worker, with the same TEMPORAL_ variables and USHER_TASK_QUEUE';
    return wrong(what, `none polls queue ${queue}`, todo);
  });
}

async function looked(what: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    return wrong(what, `could not be asked: ${reasonOf(error)}`, 'check TEMPORAL_NAMESPACE and the rights of the key');
  }
}
