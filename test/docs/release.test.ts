import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import { compileFolder, releaseWords } from '../../cli/compile.ts';
import { statusLines } from '../../cli/demonstration/screen.ts';
import { expectation } from '../sample/model.ts';
import { readDocument } from './documents.ts';

const example = fileURLToPath(new URL('../../journeys', import.meta.url));

async function published(): Promise<string> {
  const compiled = await compileFolder(example);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return releaseWords(compiled.release);
}

/** What the demonstration shows when all is over. */
function lastStatus(): string {
  const { entered, sent, unique, duplicates, held, ...counted } = expectation(
    readFileSync(`${example}/sample/events.ndjson`, 'utf8'),
  );
  const visits = Object.values(entered).reduce((sum, number) => sum + number, 0);
  const told = {
    stored: unique,
    duplicate: duplicates,
    entered: visits,
    sent: sent.total,
    held: { ...held, other: 0 },
    failed: 0,
  };
  return statusLines(14, 14, { ...counted, ...told }).join('\n');
}

/** Seven hexadecimal digits that stand as a release does: after its name, between its fellows, or in quotes. */
const shown = /(?:published {2}|release |Release = "|bo · )([0-9a-f]{7})\b/g;

describe('the demonstration that documents show', () => {
  it('publishes what the example compiles to', async () => {
    expect(readDocument('README.md')).toContain(`✔ published  ${await published()}\n`);
  });

  it('ends with what the model expects of the sample', () => {
    expect(readDocument('README.md')).toContain(`${lastStatus()}\n`);
  });

  it.each(['README.md', 'docs/support.md'])('has one release everywhere in %s', async (path) => {
    const [id = ''] = (await published()).split(':');
    const ids = [...readDocument(path).matchAll(shown)].map((match) => match[1]);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids)).toEqual(new Set([id]));
  });
});
