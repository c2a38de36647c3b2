import type { FastifyInstance } from 'fastify';
import { style } from '../page.ts';

/** The style sheet of the pages, the same for everybody. */
export function addStyle(app: FastifyInstance): void {
  app.get('/usher.css', { config: { rateLimit: false } }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=3600').send(style),
  );
}
