import { NativeConnection } from '@temporalio/worker';
import { SMTPServer } from 'smtp-server';
import { createEmailProvider } from '../../activities/email/provider.ts';
import { readConfiguration } from '../../domain/configuration/schema.ts';
import type { Configuration } from '../../domain/configuration/configuration.ts';
import { connectTemporal, temporalOptions } from '../../ingest/connect.ts';
import { connectDatabase } from '../../store/database.ts';
import { sharedStack, type SharedStack } from '../support/stack.ts';
import { authority, openTlsDoor, type TlsDoor } from '../support/tls-door.ts';

let stack: SharedStack;
let temporal: TlsDoor;
let mongo: TlsDoor;

beforeAll(async () => {
  stack = await sharedStack();
  temporal = await openTlsDoor(stack.temporal.address);
  mongo = await openTlsDoor(new URL(stack.mongo.uri).host);
});

afterAll(() => {
  temporal.close();
  mongo.close();
});

function configured(more: Record<string, string>): Configuration['temporal'] {
  return readConfiguration({ TEMPORAL_ADDRESS: `127.0.0.1:${temporal.port}`, ...more }).temporal;
}

describe('a Temporal behind TLS', () => {
  const trusted = { TEMPORAL_TLS_SERVER_CA_CERT_PATH: authority };

  it('is reached by clients with its authority and an API key', async () => {
    const connected = await connectTemporal(configured({ ...trusted, TEMPORAL_API_KEY: 'secret' }));
    expect(await connected.client.workflow.count()).toMatchObject({ count: expect.any(Number) as number });
    await connected.close();
  });

  it('is reached by workers, also under another name than its address', async () => {
    const named = configured({ ...trusted, TEMPORAL_TLS_SERVER_NAME: 'usher.test' });
    const connection = await NativeConnection.connect(await temporalOptions(named));
    await connection.close();
  });

  it('is not reached without the authority', async () => {
    await expect(connectTemporal(configured({ TEMPORAL_TLS: 'true' }))).rejects.toMatchObject({
      code: 'SERVER_UNREACHABLE',
    });
  });
});

describe('a MongoDB behind TLS', () => {
  it('is reached with its authority, as the URI says', async () => {
    const ca = encodeURIComponent(authority);
    const uri = `mongodb://127.0.0.1:${mongo.port}/?directConnection=true&tls=true&tlsCAFile=${ca}&retryWrites=false`;
    const database = await connectDatabase({ uri, database: stack.mongo.database });
    expect(await database.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
    await database.close();
  });
});

describe('an SMTP server that asks for a user and a password', () => {
  it.each([
    ['the right one', 'hunter2', 'sent'],
    ['a wrong one', 'hunter3', 'later'],
  ])('given %s', async (_, password, kind) => {
    const server = new SMTPServer({
      authOptional: false,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (auth, _session, done) =>
        auth.password === 'hunter2' ? done(null, { user: auth.username }) : done(new Error('no')),
      onData: (stream, _session, done) => stream.on('end', () => done()).resume(),
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as { port: number };
    const provider = createEmailProvider(`smtp://bo:${password}@127.0.0.1:${port}`);
    const words = { subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' };
    const from = { name: 'Acme', address: 'hello@acme.test' };
    const result = await provider.send({
      from,
      to: 'bo@acme.test',
      messageId: '<1@acme.test>',
      oneClick: null,
      ...words,
    });
    provider.close();
    await new Promise<void>((resolve) => {
      server.close(resolve);
    });
    expect(result.kind).toBe(kind);
  });
});
