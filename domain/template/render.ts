import type { Liquid, Template as Parsed } from 'liquidjs/dist/liquid.browser.mjs';
import type { Json, JsonObject } from '../json.ts';
import type { Template, TemplateLocale } from '../release/release.ts';
import type { TemplateData } from './data.ts';
import { createEngine } from './engine.ts';
import { isAllowedLink, type Link, linksOf } from './links.ts';
import { chooseLocale, type LocaleChoice } from './locale.ts';
import { createTextReader } from './text.ts';
import { variablesOf } from './variables.ts';

/** A nudge's words, ready to be sent. */
export interface Rendered {
  /** One line. */
  readonly subject: string;
  readonly html: string;
  /** The HTML's text, for clients that show no HTML. */
  readonly text: string;
  readonly choice: LocaleChoice;
}

/** Or why it must not be sent: a variable, a link or a limit, named. */
export type Rendering =
  { readonly ok: true; readonly value: Rendered } | { readonly ok: false; readonly because: string };

export interface Language {
  /** What the user reads; null where it is not known. */
  readonly asked: string | null;
  /** The workspace's. */
  readonly fallback: string;
}

/** Renders a template for one user. Never throws for what is in the template or the data. */
export function renderTemplate(template: Template, language: Language, data: TemplateData): Rendering {
  const choice = chooseLocale(language.asked, Object.keys(template.locales), language.fallback);
  const words = choice === null ? undefined : template.locales[choice.locale];
  if (choice === null || words === undefined) {
    return { ok: false, because: `template ${template.name} has no words in ${language.fallback}` };
  }
  try {
    const { subject, html } = prepared(words, choice.locale);
    const rendered = html(data);
    const link = linksOf(rendered).find(({ address }) => !isAllowedLink(address));
    if (link !== undefined) return { ok: false, because: refusal(template, link) };
    return { ok: true, value: { subject: oneLine(subject(data)), html: rendered, text: textOf(rendered), choice } };
  } catch (error) {
    if (!isLiquidError(error)) throw error;
    return { ok: false, because: `template ${template.name}: ${error.message}` };
  }
}

interface Prepared {
  readonly subject: (data: TemplateData) => string;
  readonly html: (data: TemplateData) => string;
}

/** Parsing costs more than rendering; a release's templates are parsed once, and forgotten with the release. */
const preparations = new WeakMap<TemplateLocale, Prepared>();

function prepared(words: TemplateLocale, locale: string): Prepared {
  const known = preparations.get(words);
  if (known !== undefined) return known;
  const made = {
    subject: prepare(createEngine(locale, 'text'), words.subject),
    html: prepare(createEngine(locale, 'html'), words.html),
  };
  preparations.set(words, made);
  return made;
}

function prepare(engine: Liquid, source: string): (data: TemplateData) => string {
  const parsed: readonly Parsed[] = engine.parse(source);
  const paths = variablesOf(engine, parsed).flatMap(({ path }) => (path === null ? [] : [path]));
  return (data) => {
    const declared = paths.filter(([root]) => root !== undefined && Object.hasOwn(data, root));
    return String(engine.renderSync(parsed, declared.reduce<JsonObject>(withNothingAt, { ...data })));
  };
}

/** What is declared and not known of this user is empty text; only what nobody declared is an error. */
function withNothingAt(data: JsonObject, path: readonly string[]): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return data;
  const value = Object.hasOwn(data, key) ? (data[key] ?? null) : null;
  if (rest.length === 0) return { ...data, [key]: value };
  if (value !== null && (typeof value !== 'object' || isList(value))) return data;
  return { ...data, [key]: withNothingAt(value ?? {}, rest) };
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

let readText: ReturnType<typeof createTextReader> | null = null;

function textOf(html: string): string {
  readText ??= createTextReader();
  return readText(html);
}

/** Line breaks would end the header that a subject is. */
function oneLine(subject: string): string {
  return subject.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** Reasons are kept and shown: of the address, which may be personal, they name no more than the scheme. */
function refusal({ name }: Template, { address, attribute }: Link): string {
  const scheme = /^\s*([a-z][a-z0-9+.-]{0,20}:)/i.exec(address)?.[1];
  return `template ${name}: ${attribute} refused, its address has ${scheme ?? 'no http, https or mailto'}`;
}

/** The engine's own errors; anything else is a mistake of ours and must be seen. */
function isLiquidError(error: unknown): error is Error {
  return error instanceof Error && /^(?:Undefined|Render|Parse|Tokenization|Assertion|Liquid)/.test(error.name);
}
