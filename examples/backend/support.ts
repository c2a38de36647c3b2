import type { AuditEntry, Explanation, Standing } from '../../client/index.ts';

/** Where somebody stands and why, the story, who acted, and a form to act. */
export function supportPage({ user, address, standings, story }: Explanation, log: readonly AuditEntry[]): string {
  return `<!doctype html><title>${html(user)}</title>
<h1>${html(user)} · ${html(address)}</h1>
${standings.map((standing) => standingHtml(user, standing)).join('\n')}
<h2>Story</h2>
<ol>${story.map(({ at, step, what, because }) => `<li>${new Date(at).toISOString()} ${html(step)} ${html(what)}: ${html(because.join('; '))}</li>`).join('\n')}</ol>
<h2>Who acted</h2>
<ul>${log.map(({ by, did, words }) => `<li>${html(by ?? 'somebody')} ${html(did)}: ${html(words)}</li>`).join('\n')}</ul>
`; // prettier-ignore
}

function standingHtml(user: string, { journey, key, status, step, why }: Standing): string {
  const named = key === null ? journey : `${journey} (${key})`;
  const title = `<h2>${html(named)}: ${html(status)} at ${html(step ?? 'the end')}</h2>`;
  return `${title}<p>${html(why)}</p>${form({ user, journey, ...(key !== null && { key }) })}`;
}

/** Of these `move` and `resend` take a step. */
export const actions = ['pause', 'resume', 'skip', 'move', 'resend', 'leave'] as const;

function form(whose: Readonly<Record<string, string>>): string {
  const hidden = Object.entries(whose).map(([name, value]) => `<input type="hidden" name="${name}" value="${html(value)}">`); // prettier-ignore
  const said = '<input name="by" placeholder="who" required> <input name="reason" placeholder="why" required>';
  const step = '<input name="step" placeholder="step, to move or resend">';
  const buttons = actions.map((action) => `<button name="action" value="${action}">${action}</button>`);
  return `<form method="post" action="/support">${hidden.join('')}${said} ${step} ${buttons.join(' ')}</form>`;
}

/** Facts come from outside: none becomes markup. */
function html(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
