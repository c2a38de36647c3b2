import type { AuditEntry, Explanation } from '../../client/index.ts';

/** Where somebody stands and why, the story, who acted, and a form to act. */
export function supportPage({ user, address, standings, story }: Explanation, log: readonly AuditEntry[]): string {
  return `<!doctype html><title>${html(user)}</title>
<h1>${html(user)} · ${html(address)}</h1>
${standings.map(({ journey, status, step, why }) => `<h2>${html(journey)}: ${html(status)} at ${html(step ?? 'the end')}</h2><p>${html(why)}</p>${form(user, journey)}`).join('\n')}
<h2>Story</h2>
<ol>${story.map(({ at, step, what, because }) => `<li>${new Date(at).toISOString()} ${html(step)} ${html(what)}: ${html(because.join('; '))}</li>`).join('\n')}</ol>
<h2>Who acted</h2>
<ul>${log.map(({ by, did, words }) => `<li>${html(by ?? 'somebody')} ${html(did)}: ${html(words)}</li>`).join('\n')}</ul>
`; // prettier-ignore
}

function form(user: string, journey: string): string {
  const hidden = `<input type="hidden" name="user" value="${html(user)}"><input type="hidden" name="journey" value="${html(journey)}">`;
  const said = '<input name="by" placeholder="who" required> <input name="reason" placeholder="why" required>';
  const buttons = ['pause', 'resume', 'leave'].map(
    (action) => `<button name="action" value="${action}">${action}</button>`,
  );
  return `<form method="post" action="/support">${hidden}${said} ${buttons.join(' ')}</form>`;
}

/** Facts come from outside: none becomes markup. */
function html(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
