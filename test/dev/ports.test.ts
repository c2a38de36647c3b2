import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { startStack } from '../../dev/stack.ts';
import { searchAttributes } from '../../domain/enrolment/identity.ts';
import { removeTemporaryFolders, temporaryFolder } from './places.ts';

const occupiers: Server[] = [];

/** A port on which somebody else listens, on all addresses as careless programs do. */
async function occupiedPort(): Promise<number> {
  const server = createServer();
  occupiers.push(server);
  server.listen(0);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

afterAll(async () => {
  for (const server of occupiers) server.close();
  await removeTemporaryFolders();
});

it('goes to free ports where the wished ones are occupied, and says so', async () => {
  const said: string[] = [];
  const ports = {
    temporal: await occupiedPort(),
    temporalUi: await occupiedPort(),
    mongo: await occupiedPort(),
    smtp: await occupiedPort(),
    inbox: await occupiedPort(),
  };
  const folder = await temporaryFolder();
  const stack = await startStack({ folder, ports, searchAttributes, onProgress: ({ words }) => said.push(words) });
  const portOf = (url: string | null): string => new URL(url ?? '').port;
  const expected = [
    `port ${ports.temporal} is occupied, so the Temporal server is on ${portOf(`http://${stack.temporal.address}`)} this time`,
    `port ${ports.temporalUi} is occupied, so the Temporal UI is on ${portOf(stack.temporal.uiUrl)} this time`,
    `port ${ports.mongo} is occupied, so the MongoDB server is on ${portOf(stack.mongo.uri)} this time`,
    `port ${ports.smtp} is occupied, so the SMTP inbox is on ${portOf(stack.smtp.url)} this time`,
    `port ${ports.inbox} is occupied, so the inbox page is on ${portOf(stack.inboxUrl)} this time`,
  ];
  expect(said.sort()).toEqual(expected.sort());
  expect((await fetch(stack.temporal.uiUrl ?? '')).status).toBe(200);
  expect((await fetch(stack.inboxUrl ?? '')).status).toBe(200);
  await stack.stop();
});
