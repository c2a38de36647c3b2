import { isAllowedLink, linksOf } from '../../domain/template/links.ts';
import { type Tag, tagsOf } from '../../domain/template/markup.ts';
import type { Finding } from './finding.ts';
import { valueMark, withoutLiquid } from './mask.ts';
import { positionAt } from './position.ts';

/** Elements that run or fetch things; mail clients drop them, in-app messages must. */
const refused = ['script', 'iframe', 'object', 'embed', 'base', 'meta', 'form', 'svg', 'math'];

interface Found {
  readonly offset: number;
  readonly message: string;
}

/** What could let a value become markup or a script: refused when published, whatever the values will be. */
export function checkMarkup(source: string): readonly Finding[] {
  const masked = withoutLiquid(source);
  const tags = tagsOf(masked);
  const found = [...elements(tags), ...handlers(tags), ...names(masked, tags), ...bare(tags), ...styles(masked)];
  return [...found, ...links(masked)].map(({ offset, message }) => {
    return { code: 'TEMPLATE_UNSAFE', message, ...positionAt(source, offset) };
  });
}

/** Addresses that only the compiled HTML has as such, such as MJML's `background-url`, found again in the source. */
export function checkCompiledLinks(html: string, source: string): readonly Finding[] {
  return links(withoutLiquid(html)).map(({ address, message }) => {
    const offset = source.indexOf(address.split(valueMark)[0] ?? '');
    return { code: 'TEMPLATE_UNSAFE', message, ...positionAt(source, Math.max(offset, 0)) };
  });
}

function elements(tags: readonly Tag[]): readonly Found[] {
  return tags
    .filter(({ name }) => refused.includes(name))
    .map(({ name, offset }) => ({ offset, message: `found <${name}>, which has no place in a mail` }));
}

function handlers(tags: readonly Tag[]): readonly Found[] {
  return attributes(tags)
    .filter(({ name }) => /^on[a-z]/.test(name))
    .map(({ name, offset }) => ({ offset, message: `found ${name}=, expected no script` }));
}

/** `<{{ x }}>`: a value needs no special characters to be an element, or an attribute. */
function names(masked: string, tags: readonly Tag[]): readonly Found[] {
  const whole = [...masked.matchAll(new RegExp(`</?${valueMark}`, 'g'))].map(({ index }) => index);
  const part = [...tags, ...attributes(tags)].filter(({ name }) => name.includes(valueMark));
  const offsets = [...whole, ...part.map(({ offset }) => offset)];
  return offsets.map((offset) => ({ offset, message: 'found a value as a name in a tag, expected it inside quotes' }));
}

/** Escaping keeps a value inside quotes; without them a space is enough to get out. */
function bare(tags: readonly Tag[]): readonly Found[] {
  return attributes(tags)
    .filter(({ quoted, value }) => !quoted && value.includes(valueMark))
    .map(({ name, offset }) => ({ offset, message: `found a value without quotes, expected ${name}="{{ … }}"` }));
}

/** Escaping is for HTML: in a style sheet a brace is enough to write rules of one's own. */
function styles(masked: string): readonly Found[] {
  const sheets = masked.matchAll(/<(mj-style|style)\b(?:(?!<\/?\1\b)[\s\S])*/g);
  return [...sheets].flatMap(({ 0: sheet, index }) => {
    const at = sheet.indexOf(valueMark);
    return at === -1
      ? []
      : [{ offset: index + at, message: 'found a value in a style sheet, expected only fixed rules' }];
  });
}

interface FoundLink extends Found {
  readonly address: string;
}

/** Addresses that begin with a value are looked at when they are rendered. */
function links(masked: string): readonly FoundLink[] {
  return linksOf(masked)
    .filter(({ address }) => !address.trim().startsWith(valueMark) && !isAllowedLink(address))
    .map(({ attribute, address, offset }) => {
      const said = `found ${attribute}="${address.replace(marks, '…').slice(0, 60)}"`;
      return { offset, address, message: `${said}, expected https://…, http://…, mailto:… or a value` };
    });
}

const marks = new RegExp(`${valueMark}+`, 'g');

function attributes(tags: readonly Tag[]) {
  return tags.flatMap((tag) => tag.attributes);
}
