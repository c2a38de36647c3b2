import type { FastifyInstance } from 'fastify';
import { second } from '../../domain/time/instant.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { inTime } from '../in-time.ts';
import { linkOf } from '../link.ts';
import { track } from '../tracking.ts';

/** One transparent pixel (GIF89a). */
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** As a click's. */
const patience = second;

/** The picture in a mail that tells that somebody, or somebody's program, has looked at it. */
export function addOpen(app: FastifyInstance, dependencies: ApiDependencies): void {
  app.get('/open/:token', async (request, reply) => {
    const claims = linkOf(request, 'open', dependencies);
    const recorded = inTime(track('opens', claims, { request, dependencies }), patience);
    await recorded.then(
      (isKnown) => isKnown || dependencies.log.warn('an opening was not recorded in time'),
      (error: unknown) => dependencies.log.warn({ err: error }, 'an opening was not recorded'),
    );
    return reply.type('image/gif').header('cache-control', 'no-store, private').send(pixel);
  });
}
