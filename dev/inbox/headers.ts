/** For our own pages: only what they bring themselves. */
const own = [
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:",
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
].join('; ');

/**
 * For a mail's HTML: it may style itself and show the pictures it brings, and that is all. It runs nothing, sends nothing and
 * fetches nothing, whether it is seen in its frame or opened by itself. Links may open a tab, which is an ordinary one.
 */
const mail = [
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  "font-src data:; form-action 'none'; frame-ancestors 'self'",
].join('; ');

export type Kind = 'page' | 'mail' | 'style' | 'script' | 'json' | 'text';

const types: Readonly<Record<Kind, string>> = {
  page: 'text/html; charset=utf-8',
  mail: 'text/html; charset=utf-8',
  style: 'text/css; charset=utf-8',
  script: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  text: 'text/plain; charset=utf-8',
};

export function headersFor(kind: Kind): Readonly<Record<string, string>> {
  return {
    'content-type': types[kind],
    'content-security-policy': kind === 'mail' ? mail : own,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
}
