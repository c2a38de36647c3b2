import { createHash } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { UsherError } from '../domain/errors.ts';
import { minute, second } from '../domain/time/instant.ts';
import type { ApiDependencies } from './dependencies.ts';
import { addFailures, failureOf, sendFailure } from './failure.ts';
import { addForms } from './forms.ts';
import { addHeaders } from './headers.ts';
import { addLog } from './log.ts';
import { addClick } from './routes/click.ts';
import { addConfirm } from './routes/confirm.ts';
import { addHealth } from './routes/health.ts';
import { addOpen } from './routes/open.ts';
import { addPreferences } from './routes/preferences.ts';
import { addProviders } from './routes/providers.ts';
import { addStyle } from './routes/style.ts';
import { addUnsubscribe } from './routes/unsubscribe.ts';

/** A link is followed a few times; a mail provider may ask for one a few times more. */
const perLink = 60;

/** The API, ready to listen. It keeps no state of its own: as many may run as are wanted. */
export async function createApp(dependencies: ApiDependencies): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    requestTimeout: 30 * second,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 8000 },
    frameworkErrors: (error, request, reply) => void sendFailure(failureOf(error), request, reply),
  });
  addHeaders(app);
  addLog(app, dependencies.log);
  addFailures(app, dependencies.log);
  await app.register(rateLimit, {
    max: perLink,
    timeWindow: minute,
    cache: 50_000,
    keyGenerator,
    errorResponseBuilder: () => new UsherError('TOO_MANY_REQUESTS', 'the same was asked too often within a minute'),
  });
  app.removeAllContentTypeParsers();
  addForms(app);
  const routes = [addUnsubscribe, addPreferences, addConfirm, addClick, addOpen, addProviders, addHealth, addStyle];
  for (const add of routes) add(app, dependencies);
  return app;
}

/** By the link: a mail provider's few addresses unsubscribe many people, and an office has one. */
function keyGenerator(request: FastifyRequest): string {
  const { token } = request.params as { readonly token?: string };
  return token === undefined ? request.ip : createHash('sha256').update(token).digest('base64url');
}
