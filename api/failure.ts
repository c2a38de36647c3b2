import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MongoError } from 'mongodb';
import type { Logger } from 'pino';
import { UsherError, errorKinds } from '../domain/errors.ts';
import { html } from './html.ts';
import { page } from './page.ts';

/** Answers whatever went wrong with its code: people get a page, programs that ask for it JSON. */
export function addFailures(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler((error, request, reply) => {
    const failure = failureOf(error);
    if (errorKinds[failure.code].status >= 500) log.warn({ err: error, route: request.routeOptions.url }, failure.code);
    return sendFailure(failure, request, reply);
  });
  app.setNotFoundHandler((request, reply) =>
    sendFailure(new UsherError('PAGE_UNKNOWN', 'there is nothing at this address'), request, reply),
  );
}

/** Sends an error of ours. */
export function sendFailure(failure: UsherError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { code, message } = failure;
  const { status } = errorKinds[code];
  reply.code(status);
  if (wantsJson(request)) return reply.send({ code, message });
  return reply.type('text/html; charset=utf-8').send(page(titles[status] ?? 'This did not work', html`<p>${wordsFor(failure)}</p><p class="note">${code}</p>`)); // prettier-ignore
}

const titles: Readonly<Record<number, string>> = {
  403: 'This link does not work',
  404: 'Nothing here',
  410: 'This link has expired',
  429: 'Too often',
  503: 'Please try again',
};

/** What people can do about it. */
function wordsFor({ code, message }: UsherError): string {
  if (code === 'LINK_INVALID') return 'A part of it may have been lost. Please open it from the message once more, or copy all of it.'; // prettier-ignore
  if (code === 'LINK_EXPIRED') return 'A newer message of ours has one that works.';
  if (errorKinds[code].retry) return 'It could not be done right now, and nothing was changed. Please try again in a minute.'; // prettier-ignore
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}

/** Providers' programs always are told in JSON. */
function wantsJson({ headers: { accept = '' }, url }: FastifyRequest): boolean {
  return url.startsWith('/v1/') || (accept.includes('application/json') && !accept.includes('text/html'));
}

/** Any error as one of ours: what a framework or a driver says may hold what is nobody's business. */
export function failureOf(error: unknown): UsherError {
  if (error instanceof UsherError) return error;
  if (error instanceof MongoError) return new UsherError('SERVER_UNREACHABLE', 'the database does not answer', { cause: error }); // prettier-ignore
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  if (status === 413) return new UsherError('REQUEST_TOO_LARGE', 'the body is larger than is read here');
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new UsherError('REQUEST_INVALID', 'the request cannot be read: its address, its type or its body is wrong');
  return new UsherError('UNEXPECTED', 'something went wrong here', { cause: error });
}
