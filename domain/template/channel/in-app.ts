import { oneLine, type Fill } from '../fill.ts';
import { addressRefusal, isAllowedLink } from '../links.ts';
import type { LocaleChoice } from '../locale.ts';
import type { RenderedInApp, Rendering } from '../rendered.ts';
import type { InAppWords } from '../template.ts';

/** Renders an in-app message: plain texts, and addresses that an app may open. An image without address is none. */
export function renderInApp(words: InAppWords, choice: LocaleChoice, fill: Fill): Rendering<RenderedInApp> {
  const { action: act } = words;
  const action = act && { label: oneLine(fill(act.label, 'text')), url: fill(act.url, 'text').trim() };
  const image = words.image === null ? '' : fill(words.image, 'text').trim();
  const found = [
    ...(action === null ? [] : [{ attribute: 'action', address: action.url }]),
    ...(image === '' ? [] : [{ attribute: 'image', address: image }]),
  ];
  const link = found.find(({ address }) => !isAllowedLink(address));
  if (link !== undefined) return { ok: false, because: addressRefusal(link) };
  const title = oneLine(fill(words.title, 'text'));
  const body = lines(fill(words.body, 'text'));
  return { ok: true, value: { channel: 'in-app', title, body, action, image: image === '' ? null : image, choice } };
}

/** Line breaks are the author's; no other control character has a meaning on a page. */
function lines(text: string): string {
  return text.replace(/[^\P{Cc}\n]+/gu, ' ').trim();
}
