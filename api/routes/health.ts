import type { FastifyInstance } from 'fastify';
import { UsherError } from '../../domain/errors.ts';
import { second } from '../../domain/time/instant.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { inTime } from '../in-time.ts';

/** A load balancer asks every few seconds. */
const patience = second;

/** Whether this process can do its work: it reaches the database. */
export function addHealth(app: FastifyInstance, { store }: ApiDependencies): void {
  app.get('/health', { config: { rateLimit: false } }, async () => {
    const answers = await inTime(store.releases.current(), patience).catch(() => false);
    if (!answers) throw new UsherError('SERVER_UNREACHABLE', 'the database does not answer');
    return { status: 'ok' };
  });
}
