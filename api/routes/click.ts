import type { FastifyInstance } from 'fastify';
import { targetOf } from '../../activities/link/target.ts';
import { UsherError } from '../../domain/errors.ts';
import { second } from '../../domain/time/instant.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { inTime } from '../in-time.ts';
import { linkOf } from '../link.ts';
import { track } from '../tracking.ts';

/** Longer than the database takes when it is well; shorter than a reader waits. */
const patience = second;

/** Leads to where the signed link says, and nowhere else; that it was followed is kept where that can be done in time. */
export function addClick(app: FastifyInstance, dependencies: ApiDependencies): void {
  app.get('/click/:token', async (request, reply) => {
    const claims = linkOf(request, 'click', dependencies);
    const target = targetOf(claims.target ?? '');
    if (target === null) throw new UsherError('LINK_INVALID', 'the link leads nowhere');
    const recorded = inTime(track('clicks', claims, { request, dependencies }), patience);
    await recorded.then(
      (isKnown) => isKnown || dependencies.log.warn('a click was not recorded in time'),
      (error: unknown) => dependencies.log.warn({ err: error }, 'a click was not recorded'),
    );
    return reply.redirect(target, 302);
  });
}
