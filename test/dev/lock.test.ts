import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identify, isAlive, ownIdentity } from '../../dev/process/identity.ts';
import { readHolder, takeLock, type Lock } from '../../dev/process/lock.ts';
import { removeTemporaryFolders, temporaryFolder } from './places.ts';

afterAll(removeTemporaryFolders);

async function lockFile(): Promise<string> {
  return join(await temporaryFolder(), 'lock');
}

function taken(file: string): Lock {
  const result = takeLock(file);
  if ('heldBy' in result) throw new Error(`held by ${result.heldBy.pid}`);
  return result.lock;
}

/** The identity of a process that has ended. */
async function deceased(): Promise<string> {
  const child = spawn('sleep', ['60']);
  const identity = identify(child.pid!)!;
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isAlive(identity)).toBe(false);
  return JSON.stringify(identity);
}

describe('a lock', () => {
  it('is held by one, and free again when it is released', async () => {
    const file = await lockFile();
    const lock = taken(file);
    expect(takeLock(file)).toEqual({ heldBy: ownIdentity() });
    expect(readHolder(file)).toEqual(ownIdentity());
    lock.release();
    expect(readHolder(file)).toBeNull();
    taken(file).release();
  });

  it('of a dead process is taken over, and nothing else is left beside it', async () => {
    const file = await lockFile();
    await writeFile(file, await deceased());
    taken(file);
    expect(readHolder(file)).toEqual(ownIdentity());
    expect(await readdir(join(file, '..'))).toEqual(['lock']);
  });

  it('of a dead process whose pid another one has now is taken over', async () => {
    const file = await lockFile();
    await writeFile(file, JSON.stringify({ pid: process.pid, started: 'at another time' }));
    taken(file);
    expect(readHolder(file)).toEqual(ownIdentity());
  });

  it.each(['', '{', 'null', '{"pid":1}', '[]'])('that is no lock (%j) is taken over', async (text) => {
    const file = await lockFile();
    await writeFile(file, text);
    taken(file);
    expect(readHolder(file)).toEqual(ownIdentity());
  });

  it('is not released by whoever lost it', async () => {
    const file = await lockFile();
    const lock = taken(file);
    await writeFile(file, 'somebody else');
    lock.release();
    expect(await readFile(file, 'utf8')).toBe('somebody else');
  });
});
