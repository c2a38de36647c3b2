import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { UsherError, errorKinds, type Usher } from '../../client/index.ts';
import { actions, supportPage } from './support.ts';

/** What a request is answered with. */
interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
}

type Route = (usher: Usher, fields: URLSearchParams) => Promise<Answer>;

const routes: Readonly<Record<string, Route>> = {
  /** Tells Usher what has happened in the product: it decides by itself what comes of it. */
  async 'POST /sign-up'(usher, fields) {
    const userId = given(fields, 'userId');
    await usher.identify({ userId, traits: { email: given(fields, 'email'), plan: given(fields, 'plan') } });
    // One sign-up is one event, however often the form is sent.
    const messageId = `sign-up/${userId}`;
    const { status, entered } = await usher.track({ userId, event: 'Signed Up', messageId });
    return json(201, { status, entered });
  },

  /** Where the product asks: a checklist, a banner, whatever it makes of it. */
  async 'GET /where'(usher, fields) {
    const { enrolments } = await usher.inspect(given(fields, 'user'));
    return json(200, enrolments.map(({ journey, status, step, goal }) => ({ journey, status, step, reached: goal?.reached ?? false }))); // prettier-ignore
  },

  async 'GET /support'(usher, fields) {
    const user = given(fields, 'user');
    const [explanation, log] = await Promise.all([usher.explain(user), usher.log({ userId: user })]);
    return {
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: supportPage(explanation, log),
    };
  },

  async 'POST /support'(usher, fields) {
    const [userId, journey] = [given(fields, 'user'), given(fields, 'journey')];
    const action = actions.find((each) => each === given(fields, 'action'));
    if (action === undefined) return json(400, { error: `expected an action of ${actions.join(', ')}` });
    const key = fields.get('key');
    const said = { by: given(fields, 'by'), reason: given(fields, 'reason') };
    const whom = { userId, journey, ...(key !== null && { key }), ...said };
    if (action === 'move' || action === 'resend') await usher[action]({ ...whom, step: given(fields, 'step') });
    else await usher[action](whom);
    return { status: 303, headers: { location: `/support?user=${encodeURIComponent(userId)}` }, body: '' };
  },
};

/** Answers the requests of a small product. */
export function createApp(usher: Usher): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    void answer(usher, request).then(({ status, headers = {}, body }) => response.writeHead(status, headers).end(body));
  };
}

async function answer(usher: Usher, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const route = routes[`${request.method ?? ''} ${url.pathname}`];
  if (route === undefined) return json(404, { error: 'nothing is here' });
  try {
    const fields = request.method === 'POST' ? new URLSearchParams(await text(request)) : url.searchParams;
    return await route(usher, fields);
  } catch (error) {
    if (!(error instanceof UsherError)) return json(500, { error: 'something unexpected' });
    // The table says what to answer and whether the same may succeed later.
    const { status, retry } = errorKinds[error.code];
    return json(status, { code: error.code, error: error.message, retry });
  }
}

function given(fields: URLSearchParams, name: string): string {
  return fields.get(name) ?? '';
}

function json(status: number, body: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
