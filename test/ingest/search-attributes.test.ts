import { setTimeout as pause } from 'node:timers/promises';
import { Client, ServiceError } from '@temporalio/client';
import { searchAttributes } from '../../domain/enrolment/identity.ts';
import type { TemporalClient } from '../../ingest/connect.ts';
import { ensureSearchAttributes, lackingAttributes } from '../../ingest/search-attributes.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore } from '../support/store.ts';
import { connectSharedTemporal } from '../support/temporal.ts';

let temporal: TemporalClient;
beforeAll(async () => {
  const kept = await openTestStore();
  temporal = await connectSharedTemporal(kept.stack);
  await kept.close();
});
afterAll(() => temporal.close());

/** A client of a namespace that nobody has prepared. */
async function ofNewNamespace(): Promise<Client> {
  const namespace = freshName('namespace');
  const { connection } = temporal.client;
  const workflowExecutionRetentionPeriod = { seconds: 86_400 as never };
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
  // It is known everywhere a moment later.
  const client = new Client({ connection, namespace });
  for (let tries = 0; tries < 100; tries++) {
    const known = await connection.operatorService.listSearchAttributes({ namespace }).catch(() => null);
    if (known !== null) return client;
    await pause(100);
  }
  throw new Error('the namespace does not appear');
}

describe('the search attributes of a namespace', () => {
  it('are registered where they are missing, and nothing is done where they are there', async () => {
    const client = await ofNewNamespace();
    expect((await lackingAttributes({ client })).map(([name]) => name)).toEqual(Object.keys(searchAttributes));
    await ensureSearchAttributes({ client });
    expect(await lackingAttributes({ client })).toEqual([]);
    await ensureSearchAttributes({ client });
  });

  it('that a namespace does not take are named with their types, with why and what to do', async () => {
    const refusing = {
      listSearchAttributes: () => Promise.resolve({ customAttributes: { UsherUser: 2 } }),
      addSearchAttributes: () => Promise.reject(new ServiceError('no', { cause: Object.assign(new Error(), { details: 'limit of 10 reached' }) })), // prettier-ignore
    };
    const client = {
      options: { namespace: 'growth' },
      connection: { operatorService: refusing },
      withDeadline: (_: number, ask: () => Promise<unknown>) => ask(),
    } as unknown as Client;
    const { message, code } = (await ensureSearchAttributes({ client }).catch((error: unknown) => error)) as {
      message: string;
      code?: string;
    };
    expect(code).toBe('CONFIGURATION_INVALID');
    expect(message).toContain(
      'namespace "growth" lacks the search attributes UsherJourney (Keyword), UsherStatus (Keyword)',
    );
    expect(message).toContain('(limit of 10 reached)');
    expect(message).toContain('deploy/temporal/namespace.sh');
  });
});
