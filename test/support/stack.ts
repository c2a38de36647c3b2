import { randomUUID } from 'node:crypto';
import type { Addresses } from '../../dev/addresses.ts';
import { createInboxClient, type InboxClient } from './inbox-client.ts';

/** The servers all test files share, and what belongs to this test file alone. */
export interface SharedStack {
  readonly temporal: Addresses['temporal'];
  /** The server, and the name of a database that nobody else uses. */
  readonly mongo: { readonly uri: string; readonly database: string };
  readonly smtp: { readonly url: string };
  readonly inbox: InboxClient;
}

async function ask(about: string): Promise<unknown> {
  const control = process.env.STACK_TEST_CONTROL;
  if (control === undefined) throw new Error('The tests were started without test/setup/global-setup.mjs.');
  // A connection that is kept may be closed by the other side just when it is used again.
  const response = await fetch(`${control}/${about}`, { headers: { connection: 'close' } });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

/**
 * The shared Temporal, MongoDB and inbox, started when the first test file asks. Each call names a new database; recipients and task
 * queues are shared with other test files, so choose your own (`freshName`).
 */
export async function sharedStack(): Promise<SharedStack> {
  const { temporal, mongo, smtp, inboxUrl } = (await ask('stack')) as Addresses;
  const run = (process.env.STACK_TEST_RUN ?? 'none').slice(0, 8);
  return {
    temporal,
    mongo: { uri: mongo.uri, database: freshName(`usher-test-${run}`) },
    smtp,
    inbox: createInboxClient(inboxUrl ?? ''),
  };
}

/** A name that no other test uses: `ada-1f6c3a2e`. */
export function freshName(prefix: string): string {
  return `${prefix}-${randomUUID().slice(0, 8)}`;
}

/** The file that holds the bundled workflows: bundling them takes as long as many a test file. */
export async function workflowBundle(): Promise<{ readonly codePath: string }> {
  return { codePath: (await ask('workflow-bundle')) as string };
}

/** The path of Temporal's time-skipping server, for `server: { executable: { type: 'existing-path', path } }`. Starts nothing. */
export async function timeSkippingServer(): Promise<string> {
  return (await ask('time-skipping-server')) as string;
}
