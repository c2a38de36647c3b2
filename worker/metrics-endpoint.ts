import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import { UsherError } from '../domain/errors.ts';

/** Where metrics are served, and how to stop it. */
export interface MetricsEndpoint {
  /** `host:port`, with the port that was chosen where 0 was asked for. */
  readonly address: string;
  close(): Promise<void>;
}

/** Serves `GET /metrics` for Prometheus. @throws UsherError CONFIGURATION_INVALID where the address cannot be listened on */
export async function serveMetrics(registry: Registry, address: string): Promise<MetricsEndpoint> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics' || request.method !== 'GET') {
      response.writeHead(404).end('expected GET /metrics\n');
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end('the metrics could not be collected\n'),
    );
  });
  const [host = '', port] = address.split(':');
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      const found = `USHER_METRICS_ADDRESS: nothing can listen at ${address}: ${cause.message}`;
      reject(new UsherError('CONFIGURATION_INVALID', found, { cause }));
    });
    server.listen(Number(port), host, resolve);
  });
  return {
    address: `${host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
