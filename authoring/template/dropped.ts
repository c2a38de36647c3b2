import type { Finding } from './finding.ts';
import { liquidIn, withoutComments, withoutTags } from './mask.ts';
import { positionAt } from './position.ts';

/** MJML drops text between its components, silently: an `{% if %}` there would no longer guard anything. */
export function checkDropped(source: string, html: string): readonly Finding[] {
  const kept = new Set(liquidIn(html).map(({ text }) => text));
  const lost = liquidIn(withoutTags(withoutComments(source))).filter(({ text }) => !kept.has(text));
  return lost.map(({ text, offset }) => {
    const message = `MJML drops what stands between its components; put ${text} into <mj-text>, or into an <mj-raw> of its own`;
    return { code: 'TEMPLATE_INVALID', message, ...positionAt(source, offset) };
  });
}
