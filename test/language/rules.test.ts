import { codeOf, readDocument, rowsOf } from '../docs/documents.ts';
import { rules } from './rules.ts';

const told = rowsOf(readDocument('docs/language.md'), 'Rule').map(([id]) => codeOf(id));
const proofs = Object.entries(rules).flatMap(([rule, tests]) => tests.map(([file, title]) => ({ rule, file, title })));

/** A title stands in its file as text, between quotes, or as the name of a case. */
function stands(text: string, title: string): boolean {
  const written = [
    `'${title}'`,
    `"${title}"`,
    `name: ${title}\n`,
    `"name": "${title}"`,
    `'${title.replaceAll("'", "\\'")}'`,
  ];
  return written.some((each) => text.includes(each));
}

describe('the rules of docs/language.md', () => {
  it('are those that tests are named for, each once', () => {
    expect(told).toEqual(Object.keys(rules));
  });

  it.each(Object.entries(rules))('%s has a test', (_, tests) => {
    expect(tests.length).toBeGreaterThan(0);
  });

  it.each(proofs)('$rule is held by “$title”', ({ file, title }) => {
    expect(stands(readDocument(`test/${file}`), title)).toBe(true);
  });
});
