import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createUsher, optionsFrom } from '../../client/index.ts';
import { usher } from '../support/command.ts';
import { programOf } from '../support/program.ts';
import { openWorking } from '../support/working.ts';
import { blocksOf, codeOf, readDocument, root, rowsOf } from './documents.ts';

const document = readDocument('docs/backend.md');
const blocks = blocksOf(document);
const textOf = (language: string): string => blocks.filter((block) => block.language === language).map(({ text }) => text).join(''); // prettier-ignore

/** What a document shows, in which `…` stands for anything on its line. */
function pattern(shown: string): RegExp {
  const parts = shown.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

describe('docs/backend.md', () => {
  it('shows code that runs, as one program, and what it prints', async () => {
    const working = await openWorking([programOf([])]);
    const folder = await mkdtemp(join(tmpdir(), 'usher-backend-'));
    try {
      expect((await usher(['publish', 'journeys'], working.environment)).code).toBe(0);
      const client = pathToFileURL(join(root, 'client/index.ts')).href;
      const file = join(folder, 'hour.mts');
      await writeFile(file, textOf('ts').replace("'usher-journeys'", `'${client}'`));
      const env = { ...process.env, ...working.environment };
      const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', file], { cwd: root, env });
      expect(stdout).toMatch(pattern(textOf('text')));
    } finally {
      await rm(folder, { recursive: true });
      await working.close();
    }
  });

  it('names functions that there are', async () => {
    const working = await openWorking([programOf([])]);
    const client = await createUsher(optionsFrom(working.environment));
    const named = rowsOf(document, 'Function').map(([name]) => codeOf(name));
    expect(Object.keys(client)).toEqual(expect.arrayContaining(named));
    await client.close();
    await working.close();
  });
});
