/** Which locale a text is taken from, and why. */
export interface LocaleChoice {
  /** A key of the template's locales. */
  readonly locale: string;
  /** What the user reads, as far as it is known. */
  readonly asked: string | null;
  readonly by: 'exact' | 'language' | 'default';
}

/**
 * `pt-BR → pt → default`: the user's locale, else each shorter form of it (RFC 4647, lookup), else the workspace's.
 * Null where not even that one is there.
 */
export function chooseLocale(
  asked: string | null,
  available: readonly string[],
  fallback: string,
): LocaleChoice | null {
  const wanted = asked === null ? [] : ancestry(asked);
  const index = wanted.findIndex((tag) => available.includes(tag));
  const locale = wanted[index];
  if (locale !== undefined) return { locale, asked, by: index === 0 ? 'exact' : 'language' };
  const last = ancestry(fallback).find((tag) => available.includes(tag));
  return last === undefined ? null : { locale: last, asked, by: 'default' };
}

/** `pt-Latn-BR`, `pt-latn`, `pt`, in lower case; a single letter before the cut belongs to what is cut. */
function ancestry(tag: string): readonly string[] {
  const parts = tag.trim().toLowerCase().replaceAll('_', '-').split('-');
  const tags = parts.map((_, index) => parts.slice(0, parts.length - index));
  return tags.filter((each) => each.at(-1)?.length !== 1 || each.length === 1).map((each) => each.join('-'));
}
