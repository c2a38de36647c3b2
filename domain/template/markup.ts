/** An attribute as it stands in a tag. */
interface Attribute {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
  readonly quoted: boolean;
  /** Where in the text its name begins. */
  readonly offset: number;
}

export interface Tag {
  /** In lower case. */
  readonly name: string;
  readonly offset: number;
  readonly attributes: readonly Attribute[];
}

const attribute = /[\s/]*([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/y;

/**
 * Every opening tag of HTML or MJML, the ones inside conditional comments (which Outlook reads) included. It finds at
 * least what a browser would find, which is what its checks need.
 */
export function tagsOf(html: string): readonly Tag[] {
  const start = /<([a-zA-Z][^\s/>"'=<]*)/g;
  const found: Tag[] = [];
  for (let match = start.exec(html); match !== null; match = start.exec(html)) {
    const { attributes, end } = attributesFrom(html, start.lastIndex);
    found.push({ name: (match[1] ?? '').toLowerCase(), offset: match.index, attributes });
    start.lastIndex = end;
  }
  return found;
}

function attributesFrom(
  html: string,
  from: number,
): { readonly attributes: readonly Attribute[]; readonly end: number } {
  const attributes: Attribute[] = [];
  attribute.lastIndex = from;
  let end = from;
  for (let match = attribute.exec(html); match !== null; match = attribute.exec(html)) {
    const [whole, name = '', double, single, bare] = match;
    const offset = match.index + whole.indexOf(name);
    attributes.push({
      name: name.toLowerCase(),
      value: double ?? single ?? bare ?? '',
      quoted: bare === undefined,
      offset,
    });
    end = attribute.lastIndex;
  }
  return { attributes, end };
}
