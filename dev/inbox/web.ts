import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { headersFor } from './headers.ts';
import { answer, type Reply, type Rooms } from './routes.ts';

/** By these names the page is asked for. Another one means that some website's script had its own name point at this machine. */
const ourNames = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

function isOurs({ headers }: IncomingMessage): boolean {
  return ourNames.test(headers.host ?? '');
}

/** A website can make a browser post here, but not with this type, unless we allowed it. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  if (request.method !== 'POST') return null;
  if (request.headers['content-type'] !== 'application/json')
    throw new Error('Expected content-type application/json.');
  return json(request);
}

async function handle(rooms: Rooms, request: IncomingMessage): Promise<Reply> {
  if (!isOurs(request)) return { status: 403, kind: 'text', body: 'Ask for 127.0.0.1 or localhost.\n' };
  const url = new URL(request.url ?? '/', 'http://inbox.invalid');
  return answer(rooms, { method: request.method ?? 'GET', url, body: await readBody(request) });
}

function send(response: ServerResponse, { status, kind, body }: Reply): void {
  response.writeHead(status, headersFor(kind)).end(body);
}

/** The inbox's pages and API. */
export function createWebServer(rooms: Rooms): Server {
  return createServer((request, response) => {
    handle(rooms, request).then(
      (reply) => send(response, reply),
      (error: unknown) => send(response, { status: 400, kind: 'text', body: `${String(error)}\n` }),
    );
  });
}
