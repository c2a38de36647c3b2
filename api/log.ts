import type { FastifyInstance } from 'fastify';
import { pino, type Logger } from 'pino';

/** Keys that would hold personal data never reach a log. */
const personal = ['email', 'traits', 'profile', 'url', 'token', '*.email', '*.traits', '*.profile', '*.url', '*.token'];

/** The process's log: JSON lines on standard error. */
export function createLog(level: string): Logger {
  return pino({ level, base: { service: 'api' }, redact: { paths: personal, remove: true } }, pino.destination(2));
}

/** One line for each request. Of its address only the route is told: the rest is somebody's link. Nor is told who asked. */
export function addLog(app: FastifyInstance, log: Logger): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    const took = Math.round(reply.elapsedTime);
    log.info({ method, route: routeOptions.url ?? null, status: reply.statusCode, took }, 'answered');
    done();
  });
}
