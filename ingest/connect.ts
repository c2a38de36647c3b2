import { readFile } from 'node:fs/promises';
import { Client, Connection } from '@temporalio/client';
import type { TemporalConfiguration } from '../domain/configuration/configuration.ts';
import { UsherError } from '../domain/errors.ts';

interface TlsOptions {
  serverNameOverride?: string;
  serverRootCACertificate?: Buffer;
  clientCertPair?: { crt: Buffer; key: Buffer };
}

/** What both of Temporal's connections (a client's and a worker's) are made from. */
export interface TemporalOptions {
  readonly address: string;
  readonly tls: false | TlsOptions;
  readonly apiKey?: string;
}

/** A client, the queue whose workers run its journeys, and how to let go of it. */
export interface TemporalClient {
  readonly client: Client;
  readonly taskQueue: string;
  close(): Promise<void>;
}

/** Reads the certificates that the configuration names. @throws UsherError CONFIGURATION_INVALID without an address */
export async function temporalOptions(temporal: TemporalConfiguration): Promise<TemporalOptions> {
  if (temporal.address === null)
    throw new UsherError('CONFIGURATION_INVALID', 'TEMPORAL_ADDRESS is not set; expected host:port');
  return {
    address: temporal.address,
    // Said in both cases: where there is an API key, TLS is what the client takes for granted.
    tls: temporal.tls && (await tlsOptions(temporal)),
    ...(temporal.apiKey !== null && { apiKey: temporal.apiKey }),
  };
}

/** Connects a client to Temporal. @throws UsherError SERVER_UNREACHABLE */
export async function connectTemporal(temporal: TemporalConfiguration): Promise<TemporalClient> {
  const options = await temporalOptions(temporal);
  const connection = await Connection.connect(options).catch((cause: unknown) => {
    throw new UsherError('SERVER_UNREACHABLE', `Temporal does not answer at ${options.address}`, { cause });
  });
  const client = new Client({ connection, namespace: temporal.namespace });
  return { client, taskQueue: temporal.taskQueue, close: () => connection.close() };
}

/** @throws UsherError CONFIGURATION_INVALID where a certificate has no key or a key no certificate */
async function tlsOptions({ files, serverName }: TemporalConfiguration): Promise<TlsOptions> {
  if ((files.certificate === null) !== (files.key === null)) {
    const both = 'TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH';
    throw new UsherError('CONFIGURATION_INVALID', `${both}: found one of the two, expected both or neither`);
  }
  const pair =
    files.certificate !== null && files.key !== null
      ? { crt: await readFile(files.certificate), key: await readFile(files.key) }
      : null;
  return {
    ...(serverName !== null && { serverNameOverride: serverName }),
    ...(files.ca !== null && { serverRootCACertificate: await readFile(files.ca) }),
    ...(pair !== null && { clientCertPair: pair }),
  };
}
