import type { Template as Parsed } from 'liquidjs/dist/liquid.browser.mjs';
import type { Json, JsonObject } from '../json.ts';
import type { TemplateData } from './data.ts';
import { createEngine, type OutputKind } from './engine.ts';
import { variablesOf } from './variables.ts';

/** Fills the Liquid of one template's words. */
export type Fill = (source: string, kind: OutputKind) => string;

type Prepared = (data: TemplateData) => string;

/** Parsing costs more than rendering; a release's templates are parsed once, and forgotten with the release. */
const preparations = new WeakMap<object, Map<OutputKind, Map<string, Prepared>>>();

/** Fills texts with `data`; `owner` is the part of the release whose texts they are, dates are in the words of `locale`. */
export function createFill(owner: object, locale: string, data: TemplateData): Fill {
  return (source, kind) => {
    const known = preparationsOf(owner, kind);
    const ready = known.get(source) ?? prepare(source, kind, locale);
    known.set(source, ready);
    return ready(data);
  };
}

function preparationsOf(owner: object, kind: OutputKind): Map<string, Prepared> {
  const kinds = preparations.get(owner) ?? new Map<OutputKind, Map<string, Prepared>>();
  preparations.set(owner, kinds);
  const known = kinds.get(kind) ?? new Map<string, Prepared>();
  kinds.set(kind, known);
  return known;
}

function prepare(source: string, kind: OutputKind, locale: string): Prepared {
  const engine = createEngine(locale, kind);
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

/** The engine's own errors; anything else is a mistake of ours and must be seen. */
export function isLiquidError(error: unknown): error is Error {
  return error instanceof Error && /^(?:Undefined|Render|Parse|Tokenization|Assertion|Liquid)/.test(error.name);
}

/** Line breaks would end the line that a subject, a title or a header is. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
