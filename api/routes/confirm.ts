import type { FastifyInstance } from 'fastify';
import { say } from '../consent.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { html } from '../html.ts';
import { linkOf, scopeOf } from '../link.ts';
import { page } from '../page.ts';
import { scopeWords } from '../words.ts';

/** The second half of a double opt-in: who has the mail has the address. A button, since scanners open every link. */
export function addConfirm(app: FastifyInstance, dependencies: ApiDependencies): void {
  app.get('/confirm/:token', (request, reply) => {
    const words = scopeWords(scopeOf(linkOf(request, 'confirm', dependencies)));
    return reply.type('text/html; charset=utf-8').send(question(words));
  });
  app.post('/confirm/:token', async (request, reply) => {
    const claims = linkOf(request, 'confirm', dependencies);
    const scope = scopeOf(claims);
    await say({ user: claims.user, says: 'confirmed', scope, address: claims.address }, dependencies);
    const thanks = html`<p role="status">Thank you. From now on you get: ${scopeWords(scope)}.</p>`;
    return reply.type('text/html; charset=utf-8').send(page('It is confirmed', thanks));
  });
}

function question(words: string): string {
  return page(
    'Do you want them?',
    html`<p>
        Somebody, most likely you, has asked us for ${words}. If it was not you, close this page and nothing comes.
      </p>
      <form method="post">
        <input type="hidden" name="confirm" value="yes" />
        <div class="actions"><button class="first">Yes, I want them</button></div>
      </form>`,
  );
}
