import type { FastifyInstance } from 'fastify';

/**
 * For every answer: a page runs nothing, fetches its style sheet alone, sends its forms back here, stands in nobody's frame
 * and tells nobody where it was: its address is the link.
 */
const headers: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'cross-origin',
  'permissions-policy': 'interest-cohort=()',
  'strict-transport-security': 'max-age=31536000',
  'x-robots-tag': 'noindex, nofollow',
  'cache-control': 'no-store',
};

export function addHeaders(app: FastifyInstance): void {
  // A route says otherwise afterwards, where it has to.
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
}
