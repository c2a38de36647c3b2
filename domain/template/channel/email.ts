import { oneLine, type Fill } from '../fill.ts';
import { addressRefusal, isAllowedLink, linksOf } from '../links.ts';
import type { LocaleChoice } from '../locale.ts';
import type { RenderedEmail, Rendering } from '../rendered.ts';
import type { EmailWords } from '../template.ts';
import { createTextReader } from '../text.ts';

/** Renders a mail: every value is escaped, every address is one that a person may follow. */
export function renderEmail(words: EmailWords, choice: LocaleChoice, fill: Fill): Rendering<RenderedEmail> {
  const html = fill(words.html, 'html');
  const link = linksOf(html).find(({ address }) => !isAllowedLink(address));
  if (link !== undefined) return { ok: false, because: addressRefusal(link) };
  const subject = oneLine(fill(words.subject, 'text'));
  return { ok: true, value: { channel: 'email', subject, html, text: textOf(html), choice } };
}

let readText: ReturnType<typeof createTextReader> | null = null;

function textOf(html: string): string {
  readText ??= createTextReader();
  return readText(html);
}
