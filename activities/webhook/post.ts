import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { second, type Milliseconds } from '../../domain/time/instant.ts';

/** What came of a request. */
export type Outcome =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | null }
  /** `reached`: there was a connection, so the receiver may have the request. */
  | { readonly kind: 'broken'; readonly error: Error; readonly reached: boolean };

/** How long a request may take. */
export interface Patience {
  /** Name server, connection and TLS. */
  readonly toConnect: Milliseconds;
  readonly wholeAttempt: Milliseconds;
}

/** Shorter than the delivery's lease (20 s): an attempt is over before the next one may begin. */
export const patience: Patience = { toConnect: 5 * second, wholeAttempt: 15 * second };

/** Of an answer its status counts; so much of its body is let in before the connection is closed. */
const bytesRead = 4_096;

interface Posting {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly lookup: LookupFunction;
  readonly patience: Patience;
}

/** Posts JSON, once, over a connection of its own. Redirects are answers like others: they are not followed. */
export function post(
  target: URL,
  { headers, body, lookup, patience: { toConnect, wholeAttempt } }: Posting,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const own = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'usher',
    };
    const options = { method: 'POST', headers: { ...headers, ...own }, lookup, agent: false } as const;
    const request = target.protocol === 'https:' ? requestHttps(target, options) : requestHttp(target, options);
    const reached = watchConnection(request, target.protocol === 'https:' ? 'secureConnect' : 'connect');
    const slow = setTimeout(() => {
      if (!reached()) request.destroy(new Error(`no connection within ${toConnect / second} s`));
    }, toConnect);
    const late = setTimeout(() => request.destroy(new Error(`no answer within ${wholeAttempt / second} s`)), wholeAttempt); // prettier-ignore
    const broken = (error: Error): void => resolve({ kind: 'broken', error, reached: reached() });
    request.on('response', (response) => {
      resolve({ kind: 'answered', status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] ?? null }); // prettier-ignore
      discard(response);
    });
    request.on('error', broken);
    request.on('close', () => {
      clearTimeout(slow);
      clearTimeout(late);
      broken(new Error('the connection was closed without an answer'));
    });
    request.end(body);
  });
}

function watchConnection(request: ClientRequest, event: 'connect' | 'secureConnect'): () => boolean {
  let connected = false;
  request.on('socket', (socket) => socket.once(event, () => (connected = true)));
  return () => connected;
}

function discard(response: IncomingMessage): void {
  let read = 0;
  // Its status is known: that the rest breaks off changes nothing.
  response.on('error', () => undefined);
  response.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read > bytesRead) response.destroy();
  });
}
