import { Liquid } from 'liquidjs/dist/liquid.browser.mjs';

/** Tags that neither read files nor keep state nor write unescaped. */
export const tags = ['assign', 'break', 'capture', 'case', 'comment', 'continue', 'for', 'if', 'raw', 'unless', '#'];

/** Filters whose answer depends on nothing but their input. `raw` is not among them: every value is escaped. */
export const filters = [
  ...['abs', 'at_least', 'at_most', 'ceil', 'divided_by', 'floor', 'minus', 'modulo', 'plus', 'round', 'times'],
  ...['append', 'capitalize', 'downcase', 'lstrip', 'prepend', 'remove', 'remove_first', 'remove_last', 'replace'],
  ...['replace_first', 'replace_last', 'rstrip', 'slice', 'squish', 'strip', 'strip_html', 'strip_newlines'],
  ...['truncate', 'truncatewords', 'upcase', 'url_encode'],
  ...['compact', 'concat', 'first', 'join', 'last', 'map', 'reverse', 'size', 'sort', 'sort_natural', 'split', 'uniq'],
  ...['date', 'default'],
];

/** A mail is 100 KB at most before clients clip it; ten times that is a mistake. */
const characters = 1_000_000;
/** Renderings take about a millisecond; more than a second is a loop. */
const milliseconds = 1_000;
/** What one rendering may build: a few times the largest mail. */
const memory = 5_000_000;

/** What a text is part of, which decides how values are kept from becoming more than text. */
export type OutputKind = 'html' | 'url' | 'text';

const escapes = {
  html: { outputEscape: 'escape' },
  url: { outputEscape: (value: unknown) => encodeURIComponent(plain(value)) },
  text: {},
} as const;

function plain(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The Liquid engine: strict, without files, every output escaped unless the text is plain. */
export function createEngine(locale: string, kind: OutputKind): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    ...escapes[kind],
    templates: {},
    locale,
    timezoneOffset: 'UTC',
    parseLimit: characters,
    renderLimit: milliseconds,
    memoryLimit: memory,
  });
  keepOnly(engine.tags, tags);
  keepOnly(engine.filters, filters);
  return engine;
}

function keepOnly(table: Record<string, unknown>, names: readonly string[]): void {
  for (const name of Object.keys(table)) {
    if (!names.includes(name)) Reflect.deleteProperty(table, name);
  }
}
