const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that was put together by `html`, and so is not escaped again. */
export interface Markup {
  readonly markup: string;
}

type Part = string | Markup | readonly Markup[];

function render(part: Part): string {
  if (typeof part === 'string') return part.replace(/[&<>"']/g, (character) => entities[character] ?? '');
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
}

/** A template whose values are escaped, in text and in quoted attributes alike, unless they are markup themselves. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return {
    markup: strings.map((string, index) => string + (index < parts.length ? render(parts[index] ?? '') : '')).join(''),
  };
}
