import type { Behaviour, Manners } from './behaviour.ts';
import type { Kind } from './headers.ts';
import type { Mailbox } from './mailbox.ts';
import type { Message } from './message.ts';
import { listPage, messagePage, missingPage } from './page.ts';
import { script, style } from './style.ts';

export interface Reply {
  readonly status: number;
  readonly kind: Kind;
  readonly body: string;
}

export interface Request {
  readonly method: string;
  readonly url: URL;
  readonly body: unknown;
}

export interface Rooms {
  readonly mailbox: Mailbox;
  readonly manners: Manners;
  /** Whether the API may change how the inbox behaves: for tests, where the inbox is in another process. */
  readonly control: boolean;
}

function ok(kind: Kind, body: string): Reply {
  return { status: 200, kind, body };
}
function json(value: unknown): Reply {
  return ok('json', JSON.stringify(value));
}
const missing: Reply = { status: 404, kind: 'page', body: missingPage() };

/** Links of the mail open in a new tab: inside the frame they would be lost. */
function framed({ html, text }: Message): string {
  return `<base target="_blank">${html ?? `<pre>${text}</pre>`}`;
}

/** A long poll for whoever waits for mails, at most as long as a browser would wait. */
const longest = 60_000;

async function listMessages({ mailbox }: Rooms, query: URLSearchParams): Promise<Reply> {
  const to = query.get('to') ?? '';
  const atLeast = Number(query.get('atLeast') ?? 0);
  const within = Math.min(Number(query.get('within') ?? 0), longest);
  return json(atLeast > 0 ? await mailbox.listWhen({ to, atLeast, within }) : mailbox.list(to));
}

const views: Readonly<Record<string, (message: Message) => Reply>> = {
  messages: (message) => ok('page', messagePage(message)),
  'messages/html': (message) => ok('mail', framed(message)),
  'api/messages': json,
  'api/messages/source': ({ source }) => ok('text', source),
};

async function oneMessage({ mailbox }: Rooms, path: string): Promise<Reply> {
  const match = /^\/((?:api\/)?messages)\/([\d-]+)(\/\w+)?$/.exec(path);
  const view = views[`${match?.[1] ?? ''}${match?.[3] ?? ''}`];
  const message = view === undefined ? null : await mailbox.read(match?.[2] ?? '');
  return view === undefined || message === null ? missing : view(message);
}

function get(rooms: Rooms, { pathname, searchParams }: URL): Reply | Promise<Reply> {
  const to = searchParams.get('to')?.trim() ?? '';
  switch (pathname) {
    case '/':
      return ok('page', listPage(rooms.mailbox.list(to), to));
    case '/inbox.css':
      return ok('style', style);
    case '/inbox.js':
      return ok('script', script);
    case '/api/count':
      return json({ count: rooms.mailbox.list(to).length });
    case '/api/messages':
      return listMessages(rooms, searchParams);
    default:
      return oneMessage(rooms, pathname);
  }
}

async function post({ mailbox, manners }: Rooms, { url, body }: Request): Promise<Reply> {
  if (url.pathname === '/api/behaviour') manners.behave(body as Behaviour);
  else if (url.pathname === '/api/clear') await mailbox.clear();
  else return missing;
  return json({});
}

/** Answers one request. */
export async function answer(rooms: Rooms, request: Request): Promise<Reply> {
  if (request.method === 'GET') return get(rooms, request.url);
  if (request.method === 'POST' && rooms.control) return post(rooms, request);
  return { status: 405, kind: 'text', body: 'Only GET is understood here.\n' };
}
