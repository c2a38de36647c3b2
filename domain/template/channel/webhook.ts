import type { Json } from '../../json.ts';
import { oneLine, type Fill } from '../fill.ts';
import type { RenderedWebhook, Rendering } from '../rendered.ts';
import type { WebhookTemplate } from '../template.ts';

/** Renders a webhook's request. A value stays in its place: in its part of the path, its header, its string of the payload. */
export function renderWebhook(template: WebhookTemplate, fill: Fill): Rendering<RenderedWebhook> {
  const url = fill(template.url, 'url');
  if (climbs(url)) return { ok: false, because: ': url refused, a value would make another path of it' };
  const headers = Object.entries(template.headers).map(([name, text]) => [name, oneLine(fill(text, 'text'))] as const);
  const wrong = headers.find(([, value]) => !printable.test(value));
  if (wrong !== undefined)
    return { ok: false, because: `: header ${wrong[0]} refused, it has letters that no header can carry` };
  const payload = leaves(template.payload, fill);
  return { ok: true, value: { channel: 'webhook', url, headers: Object.fromEntries(headers), payload, choice: null } };
}

/** Printable ASCII: what every server takes for the same (RFC 9110, 5.5). */
const printable = /^[\x20-\x7e]*$/;

/** `..` is a value without special characters, and would all the same be the folder above. */
function climbs(url: string): boolean {
  const [path = ''] = url.split(/[?#]/, 1);
  return path.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
}

/** Leaf by leaf: no value can end the string that it stands in. */
function leaves(tree: Json, fill: Fill): Json {
  if (typeof tree === 'string') return fill(tree, 'text');
  if (typeof tree !== 'object' || tree === null) return tree;
  if (isList(tree)) return tree.map((each) => leaves(each, fill));
  return Object.fromEntries(Object.entries(tree).map(([key, each]) => [key, leaves(each, fill)]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
