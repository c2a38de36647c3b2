import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { environmentOf } from '../support/command.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { type Block, blocksOf, readDocument, root } from './documents.ts';

const blocks = blocksOf(readDocument('docs/tutorial.md'));
const isFile = ({ about }: Block): boolean => about.startsWith('my-workspace/');

/** A command as it is shown, with the files before it, how it ends and what it says. */
interface Shown {
  readonly line: number;
  readonly command: string;
  readonly files: readonly Block[];
  readonly code: number;
  readonly says: string;
}

const commands = blocks.flatMap((block, index): Shown[] => {
  if (block.language !== 'sh') return [];
  const next = blocks[index + 1];
  const [, code = '0'] = /^exit (\d)$/.exec(block.about) ?? [];
  return [
    {
      line: block.line,
      command: block.text.trim(),
      files: blocks.slice(0, index).filter(isFile),
      code: Number(code),
      says: next?.language === 'text' ? next.text : '',
    },
  ];
});

let kept: TestStore;
let folder: string;

beforeAll(async () => {
  kept = await openTestStore();
  folder = await mkdtemp(join(tmpdir(), 'usher-tutorial-'));
});
afterAll(async () => {
  await kept.close();
  await rm(folder, { recursive: true, force: true });
});

async function write({ about, text: words }: Block): Promise<void> {
  await mkdir(dirname(join(folder, about)), { recursive: true });
  await writeFile(join(folder, about), words);
}

/** Runs a command in a shell, in which `npx usher` is the one of this clone. */
async function run(command: string): Promise<{ code: number | null; says: string }> {
  const npx = `npx() { shift; '${process.execPath}' '${join(root, 'cli/usher.mjs')}' "$@"; }`;
  const env = { ...process.env, ...environmentOf(kept.stack, freshName('queue')) };
  const child = spawn('sh', ['-c', `${npx}\n{ ${command}\n} 2>&1`], { cwd: folder, env });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const says = await text(child.stdout);
  return { code: await ended, says };
}

/** A release is named after all that is in it, down to the HTML that MJML makes. */
function withoutRelease(words: string): string {
  return words.replace(/\b[0-9a-f]{7}(?=: \d+ journey)/g, 'release');
}

describe('docs/tutorial.md', () => {
  it.each(commands)('line $line: $command', async ({ command, files, code, says }) => {
    for (const file of files) await write(file);
    const ended = await run(command);
    expect(withoutRelease(ended.says)).toBe(withoutRelease(says));
    expect(ended.code).toBe(code);
  });

  it('shows nothing that is neither run, nor written, nor said', () => {
    const known = blocks.filter((block) => isFile(block) || ['sh', 'text'].includes(block.language));
    expect(known).toEqual(blocks);
  });

  it('shows what each command says that says anything', () => {
    expect(commands.filter(({ says }) => says !== '').length).toBe(commands.length - 1);
  });
});
