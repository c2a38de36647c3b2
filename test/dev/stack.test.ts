import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Client, Connection } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { MongoClient } from 'mongodb';
import { createTransport } from 'nodemailer';
import type { Death } from '../../dev/deaths.ts';
import { FolderInUse, readAddresses } from '../../dev/folder.ts';
import type { StackOptions } from '../../dev/options.ts';
import { startStack, type Stack } from '../../dev/stack.ts';
import { searchAttributes } from '../../domain/enrolment/identity.ts';
import { removeTemporaryFolders, temporaryFolder } from './places.ts';
import { serversOf, untilGone } from './processes.ts';

function start(options: Partial<StackOptions> & { folder: string }): Promise<Stack> {
  return startStack({ searchAttributes, ...options });
}

afterAll(removeTemporaryFolders);

const userAttribute = defineSearchAttributeKey('UsherUser', SearchAttributeType.KEYWORD);

async function withMongo<T>(stack: Stack, use: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = await MongoClient.connect(stack.mongo.uri);
  return use(client).finally(() => client.close());
}

async function withTemporal<T>(stack: Stack, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: stack.temporal.address });
  return use(new Client({ connection, namespace: stack.temporal.namespace })).finally(() => connection.close());
}

function workflowIds(stack: Stack): Promise<string[]> {
  return withTemporal(stack, async ({ workflow }) => {
    const ids: string[] = [];
    for await (const { workflowId } of workflow.list({ query: 'UsherUser = "ada"' })) ids.push(workflowId);
    return ids;
  });
}

async function fill(stack: Stack): Promise<void> {
  await withMongo(stack, (client) => client.db('kept').collection('users').insertOne({ name: 'ada' }));
  await withTemporal(stack, ({ workflow }) =>
    workflow.start('anything', {
      taskQueue: 'nobody',
      workflowId: 'onboarding/ada',
      typedSearchAttributes: [{ key: userAttribute, value: 'ada' }],
    }),
  );
  await createTransport(stack.smtp.url).sendMail({ from: 'us@acme.test', to: 'ada@acme.test', subject: 'kept' });
}

describe('a stack', () => {
  it('keeps documents, workflows and mails over a restart, and leaves no process and no lock behind', async () => {
    const folder = await temporaryFolder();
    const first = await start({ folder });
    expect(readAddresses(folder)).toMatchObject({ mongo: { uri: first.mongo.uri }, smtp: { url: first.smtp.url } });
    await fill(first);
    const servers = serversOf(folder);
    expect(servers.map(({ name }) => name).sort()).toEqual(['MongoDB', 'Temporal']);
    await Promise.all([first.stop(), first.stop()]);
    await untilGone(servers);
    expect(serversOf(folder)).toEqual([]);
    expect(readAddresses(folder)).toBeNull();

    const second = await start({ folder });
    expect(await withMongo(second, (client) => client.db('kept').collection('users').countDocuments())).toBe(1);
    expect(await workflowIds(second)).toEqual(['onboarding/ada']);
    expect((await second.inbox?.messages('ada@acme.test'))?.map(({ subject }) => subject)).toEqual(['kept']);
    await second.stop();
  });

  it('refuses a second copy on its folder, naming the process that has it and what to do', async () => {
    const folder = await temporaryFolder();
    const stack = await start({ folder });
    await expect(start({ folder })).rejects.toThrow(FolderInUse);
    await expect(start({ folder })).rejects.toThrow(
      new RegExp(`process ${process.pid}, runs on ${folder}.*kill ${process.pid}.*another folder`),
    );
    expect(serversOf(folder)).toHaveLength(2);
    await stack.stop();
  });

  it('listens on this machine only', async () => {
    const stack = await start({ folder: await temporaryFolder() });
    const { temporal, mongo, smtp, inboxUrl } = stack;
    const addresses = [`http://${temporal.address}`, temporal.uiUrl, mongo.uri, smtp.url, inboxUrl];
    const elsewhere = ownAddresses();
    for (const address of addresses) {
      const { hostname, port } = new URL(address ?? '');
      expect(hostname).toBe('127.0.0.1');
      expect(await Promise.all(elsewhere.map((host) => answers(host, Number(port))))).not.toContain(true);
    }
    await stack.stop();
  });

  it('tells of a server that ends though nobody asked it to, and of none that is stopped', async () => {
    const folder = await temporaryFolder();
    const deaths = new EventEmitter();
    const heard: Death[] = [];
    deaths.on('death', (death: Death) => heard.push(death));
    const stack = await start({ folder, onDeath: (death) => deaths.emit('death', death) });
    const death = once(deaths, 'death');
    process.kill(serversOf(folder).find(({ name }) => name === 'MongoDB')!.pid, 'SIGKILL');
    await death;
    await stack.stop();
    expect(heard).toEqual([{ name: 'MongoDB', words: expect.stringContaining('MongoDB ended by SIGKILL') as string }]);
  });

  it('uses what is given and starts nothing for it', async () => {
    const folder = await temporaryFolder();
    const given = {
      temporalAddress: 'temporal.test:7233',
      mongoUri: 'mongodb://mongo.test/',
      smtpUrl: 'smtp://mail.test',
    };
    const stack = await start({ folder, given });
    expect(stack).toMatchObject({
      temporal: { address: 'temporal.test:7233', namespace: 'default', uiUrl: null, from: 'given' },
      mongo: { uri: 'mongodb://mongo.test/', from: 'given' },
      smtp: { url: 'smtp://mail.test', from: 'given' },
      inbox: null,
      inboxUrl: null,
    });
    expect(serversOf(folder)).toEqual([]);
    await stack.stop();
  });
});

/** This machine's addresses as others see it. */
function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
}

async function answers(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  return once(socket, 'connect').then(
    () => Boolean(socket.destroy()),
    () => false,
  );
}
