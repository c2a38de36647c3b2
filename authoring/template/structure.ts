import type { Finding } from './finding.ts';
import { withoutComments } from './mask.ts';
import { positionAt } from './position.ts';

const alone = 'a template stands alone';
const random = 'its HTML holds random ids, so the same words would not make the same release';

/** Components that MJML has and a release must not. */
const refused: Readonly<Record<string, string>> = { 'mj-include': alone, 'mj-carousel': random, 'mj-navbar': random };

interface Found {
  readonly offset: number;
  readonly message: string;
}

interface Component extends Found {
  readonly name: string;
  readonly kind: 'opens' | 'closes' | 'stands';
}

/** What the compiler would pass over in silence: forgotten closing tags, a document that is none. */
export function checkStructure(source: string): readonly Finding[] {
  const components = componentsIn(withoutComments(source));
  const [first] = components;
  if (first?.name !== 'mjml')
    return [finding(source, { offset: 0, message: 'expected <mjml><mj-body>…</mj-body></mjml>' })];
  return [...firstUnbalanced(components), ...components.filter(({ message }) => message !== '')].map((each) =>
    finding(source, each),
  );
}

function componentsIn(source: string): readonly Component[] {
  const tag = /<(\/?)(mjml|mj-[a-z-]+)(?=[\s/>])(?:"[^"]*"|'[^']*'|[^"'<>])*>/g;
  return [...source.matchAll(tag)].map(({ 0: whole, 1: slash, 2: name = '', index: offset }) => {
    const stands = whole.endsWith('/>') ? 'stands' : 'opens';
    const why = Object.hasOwn(refused, name) && slash === '' ? refused[name] : undefined;
    const message = why === undefined ? '' : `found <${name}>, which is not allowed: ${why}`;
    return { name, offset, kind: slash === '' ? stands : 'closes', message };
  });
}

function firstUnbalanced(components: readonly Component[]): readonly Found[] {
  const open: Component[] = [];
  for (const { kind, name, offset, ...rest } of components) {
    if (kind === 'opens') open.push({ kind, name, offset, ...rest });
    if (kind !== 'closes') continue;
    const last = open.pop();
    if (last?.name === name) continue;
    const wanted = last === undefined ? 'no closing tag' : `</${last.name}>`;
    return [{ offset, message: `found </${name}>, expected ${wanted}` }];
  }
  return open
    .slice(-1)
    .map(({ name, offset }) => ({ offset, message: `found <${name}>, expected a </${name}> for it` }));
}

function finding(source: string, { offset, message }: Found): Finding {
  return { code: 'TEMPLATE_INVALID', message: `not valid MJML: ${message}`, ...positionAt(source, offset) };
}
