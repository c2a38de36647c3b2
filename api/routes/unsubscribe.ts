import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { UsherError } from '../../domain/errors.ts';
import { seal } from '../../domain/link/seal.ts';
import { say } from '../consent.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { fieldOf } from '../forms.ts';
import { html } from '../html.ts';
import { linkOf, scopeOf } from '../link.ts';
import { page } from '../page.ts';
import { scopeWords } from '../words.ts';

/**
 * Looking at it changes nothing, since scanners look at every link. Its button posts what mail providers post for their
 * readers (RFC 8058), and both get the same answer: 200, never a redirect.
 */
export function addUnsubscribe(app: FastifyInstance, dependencies: ApiDependencies): void {
  app.get('/unsubscribe/:token', (request, reply) => {
    const words = scopeWords(scopeOf(linkOf(request, 'unsubscribe', dependencies)));
    return reply.type('text/html; charset=utf-8').send(question(words));
  });
  app.post('/unsubscribe/:token', (request, reply) => unsubscribe(request, reply, dependencies));
}

async function unsubscribe(
  request: FastifyRequest,
  reply: FastifyReply,
  dependencies: ApiDependencies,
): Promise<FastifyReply> {
  const claims = linkOf(request, 'unsubscribe', dependencies);
  if (!fieldOf(request, 'List-Unsubscribe').includes('One-Click'))
    throw new UsherError('REQUEST_INVALID', 'expected the field List-Unsubscribe with the value One-Click');
  const scope = scopeOf(claims);
  await say({ user: claims.user, says: 'out', scope }, dependencies);
  const back = seal(dependencies.links, { ...claims, kind: 'preferences' });
  return reply.type('text/html; charset=utf-8').send(done(scopeWords(scope), back));
}

function question(words: string): string {
  return page(
    `Stop ${words}?`,
    html`<p>You will not get them any more. What you ask for yourself, such as a receipt, still comes.</p>
      <form method="post">
        <input type="hidden" name="List-Unsubscribe" value="One-Click" />
        <div class="actions"><button class="first">Unsubscribe</button></div>
      </form>`,
  );
}

function done(words: string, back: string): string {
  return page(
    'You are unsubscribed',
    html`<p role="status">You will get no more: ${words}.</p>
      <p>Was that a mistake, or too much? <a href="../preferences/${back}">Choose what you get</a>.</p>`,
  );
}
