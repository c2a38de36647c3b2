import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findTestServer, onPath } from '../../dev/server/find.ts';
import { startStack } from '../../dev/stack.ts';
import { searchAttributes } from '../../domain/enrolment/identity.ts';
import { folderOfPrograms, pinnedServers, removeTemporaryFolders, temporaryFolder } from './places.ts';

afterAll(removeTemporaryFolders);

describe('programs on the PATH', () => {
  it('are used before the pinned packages', async () => {
    const { temporal, mongo, python, folder: packages } = await pinnedServers();
    // A mongod that is the embedded server underneath: it takes mongod's options and answers mongod's protocol.
    const translate = `while [ $# -gt 0 ]; do case "$1" in --dbpath) data=$2; shift;; --port) port=$2; shift;; esac; shift; done`;
    const path = await folderOfPrograms({
      temporal: `exec "${temporal}" "$@"`,
      mongod: `${translate}
PYTHONPATH="${packages}" exec "${python.executable}" "${mongo}" --host 127.0.0.1 --port "$port" --storage-path "$data/x"`,
    });
    const folder = await temporaryFolder();
    const stack = await startStack({ folder, searchAttributes, path, serversFolder: '/nonexistent/servers' });
    expect([stack.temporal.from, stack.mongo.from, stack.smtp.from]).toEqual(['path', 'path', 'process']);
    await stack.stop();
  });

  it('that end at once are quoted', async () => {
    const { temporal } = await pinnedServers();
    const path = await folderOfPrograms({
      temporal: `exec "${temporal}" "$@"`,
      mongod: 'echo "this machine is too old"; exit 3',
    });
    const folder = await temporaryFolder();
    await expect(startStack({ folder, searchAttributes, path })).rejects.toThrow(
      /MongoDB ended before it was ready\. Its log, .*mongodb\.log, ends with\n {4}this machine is too old/,
    );
  });

  it('are files that can be run, in absolute folders', async () => {
    const folder = await folderOfPrograms({ temporal: 'exit' });
    await mkdir(join(folder, 'mongod'));
    expect(await onPath('temporal', `.:/nonexistent:${folder}`)).toBe(join(folder, 'temporal'));
    expect(await onPath('mongod', folder)).toBeNull();
    expect(await onPath('temporal', '.')).toBeNull();
  });

  it('include the time-skipping server', async () => {
    const servers = await pinnedServers();
    const pinned = (): Promise<typeof servers> => Promise.resolve(servers);
    const path = await folderOfPrograms({ 'temporal-test-server': 'exit' });
    expect(await findTestServer({ path, pinned })).toEqual({
      file: join(path, 'temporal-test-server'),
      origin: 'path',
    });
    expect(await findTestServer({ path: '', pinned })).toEqual({ file: servers.testServer, origin: 'pinned' });
  });
});
