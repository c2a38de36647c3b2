import { execFileSync } from 'node:child_process';
import { relative, sep } from 'node:path';
import { codeOf, readDocument, root, rowsOf } from '../docs/documents.ts';
import { interleavings } from './interleavings.ts';

const told = rowsOf(readDocument('docs/durability.md'), 'Interleaving').map(([id, simple = '']) => ({
  id: codeOf(id),
  simple,
}));
const simpleOf = new Map(told.map(({ id, simple }) => [id, simple]));
const proofs = Object.entries(interleavings).flatMap(([id, tests]) =>
  tests.map(([file, title]) => ({ id, simple: simpleOf.get(id), file, title })),
);

interface Listed {
  readonly file: string;
}

/** A title stands in its file as text, between quotes. */
function stands(text: string, title: string): boolean {
  return ["'", '"', '`'].some((quote) => text.includes(`${quote}${title}${quote}`));
}

describe('the interleavings of docs/durability.md', () => {
  /** What `npm test` runs, as the test runner itself says. */
  let run: ReadonlySet<string>;
  beforeAll(() => {
    const command = ['node_modules/vitest/vitest.mjs', 'list', '--filesOnly', '--json'];
    const files = JSON.parse(execFileSync(process.execPath, command, { cwd: root }).toString()) as readonly Listed[];
    run = new Set(files.map(({ file }) => relative(root, file).split(sep).join('/')));
  });

  it('are those that tests are named for, each once, and each says what the simple version does', () => {
    expect(told.map(({ id }) => id)).toEqual(Object.keys(interleavings));
    expect(told.filter(({ simple }) => simple === '')).toEqual([]);
    expect(Object.entries(interleavings).filter(([, tests]) => tests.length === 0)).toEqual([]);
  });

  it.each(proofs)('$id: $simple Held by “$title”', ({ file, title }) => {
    const text = readDocument(`test/${file}`);
    expect(stands(text, title)).toBe(true);
    // Nothing in it may be passed over, or run alone.
    expect(/\b(describe|it|test)\.(skip|only|todo)\b/.test(text)).toBe(false);
    expect(run).toContain(`test/${file}`);
  });
});
