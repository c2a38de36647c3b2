import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documents, readDocument, root } from './documents.ts';

interface Link {
  readonly from: string;
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly anchor: string | null;
}

const fenced = /^```[\s\S]*?^```$/gm;

/** Every link of a document that leads to another place in the repository. */
function linksOf(from: string): readonly Link[] {
  const text = readDocument(from).replace(fenced, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(({ 1: target = '' }) => {
    if (/^[a-z]+:/.test(target)) return [];
    const [path = '', anchor = null] = target.split('#');
    return [{ from, path: path === '' ? from : join(dirname(from), path), anchor }];
  });
}

/** The anchors that GitHub makes of headings. */
function anchorsOf(document: string): readonly string[] {
  const headings = readDocument(document)
    .replace(fenced, '')
    .matchAll(/^#+ (.+)$/gm);
  return [...headings].map(({ 1: heading = '' }) => {
    return heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
  });
}

const links = documents().flatMap(linksOf);

describe('the links of the documents', () => {
  it('are found', () => {
    expect(links.length).toBeGreaterThan(20);
  });

  it.each(links)('$from: $path is there', ({ path }) => {
    expect(existsSync(join(root, path))).toBe(true);
  });

  it.each(links.filter(({ path, anchor }) => anchor !== null && path.endsWith('.md')))(
    '$from: $path has a heading for #$anchor',
    ({ path, anchor }) => {
      expect(anchorsOf(path)).toContain(anchor);
    },
  );
});
