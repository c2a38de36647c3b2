import { tagsOf, type Tag } from './markup.ts';
import type { RenderedEmail } from './rendered.ts';

/** What is counted of a mail. */
export interface Tracking {
  /** The counted address that leads to a target, null where there is none for it; null: clicks are not counted. */
  readonly click: ((target: string) => string | null) | null;
  /** The address of the picture that is fetched when the mail is opened; null: opens are not counted. */
  readonly open: string | null;
  /** Addresses that are never counted: by which a user has a say. */
  readonly except: readonly string[];
  /** The servers that may be led to, as `serversIn` tells them: a signed link vouches for nothing that a user has entered. */
  readonly servers: ReadonlySet<string>;
}

/** The servers that texts of authors name, whole and in lower case. */
export function serversIn(texts: readonly string[]): ReadonlySet<string> {
  return new Set(
    texts.flatMap((text) => text.match(/https?:\/\/[^\s/?#"'<>{}\\]+/gi) ?? []).map((each) => each.toLowerCase()),
  );
}

/** The mail with counted links and the picture that counts opens. Its plain text keeps the targets themselves. */
export function tracked(mail: RenderedEmail, { click, open, ...about }: Tracking): RenderedEmail {
  const counted = click === null ? mail.html : withClicks(mail.html, { click, ...about });
  return { ...mail, html: open === null ? counted : withPicture(counted, open) };
}

interface Clicks extends Pick<Tracking, 'except' | 'servers'> {
  readonly click: (target: string) => string | null;
}

/** An attribute with a value, from where its name begins. */
const valued = /([^\s"'<>/=]+\s*=\s*)("[^"]*"|'[^']*'|[^\s"'<>]+)/y;

function withClicks(html: string, clicks: Clicks): string {
  let done = 0;
  const parts: string[] = [];
  for (const { offset, value } of tagsOf(html).flatMap(links)) {
    const address = counted(value, clicks);
    valued.lastIndex = offset;
    const [whole = '', before = ''] = valued.exec(html) ?? [];
    if (address === null || whole === '' || offset < done) continue;
    parts.push(html.slice(done, offset), `${before}"${escaped(address)}"`);
    done = offset + whole.length;
  }
  return parts.join('') + html.slice(done);
}

/** What a reader may follow: `a`, `area` and Outlook's shapes; a `link` is a style sheet. */
function links({ name, attributes }: Tag): Tag['attributes'] {
  if (name === 'link' || name === 'base') return [];
  if (attributes.some((each) => each.name === 'data-usher-track' && each.value === 'off')) return [];
  // Of an attribute that is there twice, the first counts.
  return attributes.filter((each) => each.name === 'href').slice(0, 1);
}

function counted(value: string, { click, except, servers }: Clicks): string | null {
  const target = unescaped(value)?.trim() ?? '';
  const server = /^https?:\/\/[^\s/?#]+/i.exec(target)?.[0].toLowerCase() ?? '';
  if (!servers.has(server) || except.some((each) => target.startsWith(each))) return null;
  return click(target);
}

const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** An attribute's value as a browser reads it; null where that takes more than the few names that templates need. */
function unescaped(value: string): string | null {
  const strange = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-f]{1,6});)(?:#|[a-z]+[0-9]*(?![a-z0-9=]))/i;
  if (strange.test(value)) return null;
  return value.replace(/&(amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-f]{1,6});/gi, (_, name: string) => characterOf(name));
}

function characterOf(name: string): string {
  const named = names[name.toLowerCase()];
  if (named !== undefined) return named;
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0x1f && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

function escaped(address: string): string {
  return address.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

/** Before the end of the body, where nothing waits for it. */
function withPicture(html: string, address: string): string {
  const picture = `<img src="${escaped(address)}" width="1" height="1" alt="" style="display:block;border:0" />`;
  const end = html.toLowerCase().lastIndexOf('</body');
  return end === -1 ? html + picture : html.slice(0, end) + picture + html.slice(end);
}
