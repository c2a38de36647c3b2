import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as it came in. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How the receiver answers one request; `never`: not at all. */
export type Manner =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | 'never'
  | 'break off';

/** Somebody else's server, on this machine. */
export interface Receiver {
  readonly port: number;
  readonly received: readonly Received[];
  /** The manners of the next requests, one each; afterwards 204 again. */
  answer(...manners: readonly Manner[]): void;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const manners: Manner[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url = '', headers } = request;
      received.push({ method, path: url, headers, body });
      respond(response, manners.shift() ?? { status: 204 });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received,
    answer: (...next) => void manners.push(...next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function respond(response: ServerResponse, manner: Manner): void {
  if (manner === 'never') return;
  if (manner === 'break off') response.destroy();
  else response.writeHead(manner.status, manner.headers).end(manner.body);
}
