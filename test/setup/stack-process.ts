import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DefaultLogger, bundleWorkflowCode } from '@temporalio/worker';
import { MongoClient } from 'mongodb';
import { createSearch } from '../../dev/install/search.ts';
import type { Progress } from '../../dev/progress.ts';
import { findTestServer } from '../../dev/server/find.ts';
import { startStack, type Stack } from '../../dev/stack.ts';
import { searchAttributes } from '../../domain/enrolment/identity.ts';

/** Holds the servers that all test files share. It is asked over the channel to the test runner, and ends when that is closed, however the runner ended. */

const variables = process.env;
const run = variables.STACK_TEST_RUN ?? 'none';
function report({ about, words }: Progress): void {
  void process.stderr.write(`${about}: ${words}\n`);
}

let folder: Promise<string> | undefined;
let starting: Promise<Stack> | undefined;

function place(): Promise<string> {
  return (folder ??= mkdtemp(join(tmpdir(), 'usher-test-')));
}

async function start(): Promise<Stack> {
  return startStack({
    folder: await place(),
    // Mails always come to our own inbox: tests make it misbehave.
    given: { temporalAddress: variables.TEMPORAL_ADDRESS, mongoUri: variables.MONGODB_URI },
    searchAttributes,
    inboxControl: true,
    onProgress: report,
    onDeath: ({ words }) => void process.stderr.write(`${words}\n`),
  });
}

async function bundle(): Promise<string> {
  const file = join(await place(), 'workflows.js');
  const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
  await writeFile(file, (await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') })).code);
  return file;
}

const answerTo: Readonly<Record<string, () => Promise<unknown>>> = {
  stack: async () => {
    const { temporal, mongo, smtp, inboxUrl } = await (starting ??= start());
    return { temporal, mongo, smtp, inboxUrl };
  },
  'workflow-bundle': bundle,
  'time-skipping-server': async () => (await findTestServer(createSearch({ report }))).file,
};

/** A server of somebody else's is left as it was found. */
async function dropDatabases(uri: string): Promise<void> {
  const client = await MongoClient.connect(uri);
  const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
  const ours = databases.filter(({ name }) => name.startsWith(`usher-test-${run.slice(0, 8)}`));
  await Promise.all(ours.map(({ name }) => client.db(name).dropDatabase()));
  await client.close();
}

async function stop(): Promise<void> {
  const stack = await starting?.catch(() => undefined);
  if (stack?.mongo.from === 'given') await dropDatabases(stack.mongo.uri);
  await stack?.stop();
  if (folder !== undefined) await rm(await folder, { recursive: true, force: true });
}

let stopping: Promise<void> | undefined;
function end(): void {
  stopping ??= stop();
  void stopping.finally(() => process.exit());
}

/** Whoever asked may be gone by now: the run was interrupted. */
function say(message: object): void {
  if (process.connected) process.send?.(message);
}

process.on('message', (about: string) => {
  const answer = answerTo[about] ?? (() => Promise.reject(new Error(`nobody answers to ${about}`)));
  answer().then(
    (value) => say({ about, answer: value }),
    (error: unknown) => say({ about, error: String(error) }),
  );
});
process.on('disconnect', end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
