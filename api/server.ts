import type { AddressInfo } from 'node:net';
import { UsherError } from '../domain/errors.ts';
import { createApp } from './app.ts';
import type { ApiDependencies } from './dependencies.ts';

/** The API while it listens. */
export interface ApiServer {
  /** `http://host:port`, with the port that was chosen where 0 was asked for. */
  readonly url: string;
  /** Takes no new requests and answers those that are under way. */
  close(): Promise<void>;
}

/** Lets the API listen at `host:port`. @throws UsherError CONFIGURATION_INVALID where nothing can listen there */
export async function startServer(address: string, dependencies: ApiDependencies): Promise<ApiServer> {
  const app = await createApp(dependencies);
  const [host = '', port] = address.split(':');
  await app.listen({ host, port: Number(port) }).catch((cause: unknown) => {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new UsherError('CONFIGURATION_INVALID', `USHER_API_ADDRESS: nothing can listen at ${address}: ${words}`, { cause }); // prettier-ignore
  });
  const bound = (app.server.address() as AddressInfo).port;
  return { url: `http://${host}:${bound}`, close: () => app.close() };
}
