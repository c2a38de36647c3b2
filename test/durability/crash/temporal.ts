import type { Client } from '@temporalio/client';
import type { TemporalClient } from '../../../ingest/connect.ts';
import type { Points } from './points.ts';

/** The client, with a point after a workflow was started and after one was woken. */
export function crashingTemporal(temporal: TemporalClient, points: Points): TemporalClient {
  const { workflow } = temporal.client;
  const start: typeof workflow.start = async (type, options) => {
    const room = points.room() === 'sweep' ? 'sweep' : 'enrol';
    await points.alive(userOf(options.workflowId));
    const handle = await workflow.start(type, options);
    await points.reach(`${room}:workflow-started`, userOf(options.workflowId));
    return handle;
  };
  const getHandle: typeof workflow.getHandle = (...given) => {
    const handle = workflow.getHandle(...given);
    const tell = handle.signal.bind(handle);
    const signal: typeof handle.signal = async (...told) => {
      const room = points.room();
      await points.alive(userOf(handle.workflowId));
      await tell(...told);
      await points.reach(`${room}:signalled`, userOf(handle.workflowId));
    };
    return Object.assign(handle, { signal });
  };
  const crashing: unknown = Object.create(workflow, { start: { value: start }, getHandle: { value: getHandle } });
  const client = Object.create(temporal.client, { workflow: { value: crashing } }) as Client;
  return { ...temporal, client };
}

function userOf(workflowId: string): string {
  return workflowId.slice(workflowId.indexOf('/') + 1);
}
