import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';

/** Editors write a file in several steps, and tools several files: what is done follows the last of them. */
const calm = 150;
/** How often it is looked whether the folder is still the same one: it costs one question to the file system. */
const lookEvery = 500;
/** Hidden files are editors' own, and a sample is nothing that is compiled. */
const ignoredNames = /^\.|^sample$/;

/** A folder that is being watched. */
export interface Watched {
  /** Resolves when no save is missed any more. */
  readonly ready: Promise<void>;
  /** Ends the watching; what is under way is finished first. */
  readonly stop: () => Promise<void>;
}

/**
 * Does something after every save in a folder: once for a burst of them, and never twice at the same time. A folder that
 * goes away, as it may in a checkout, is watched again when one is there; until it is stopped, the process goes on.
 */
export function onSave(folder: string, act: () => Promise<void>): Watched {
  const root = resolve(folder);
  let timer: NodeJS.Timeout | undefined;
  let underWay = Promise.resolve();
  let seen = identityOf(root);
  let watcher = open();
  const ready = readyOf(watcher);
  const looking = setInterval(look, lookEvery);

  function open(): FSWatcher {
    const ignored = (path: string): boolean => resolve(path) !== root && ignoredNames.test(basename(path));
    // A watcher whose folder was taken away never hears of the next one.
    const lost = (path: string): void => void (seen = resolve(path) === root ? null : seen);
    return watch(root, { ignoreInitial: true, ignored }).on('all', saved).on('unlinkDir', lost);
  }

  function saved(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void (underWay = underWay.then(act)), calm);
  }

  function look(): void {
    const before = seen;
    seen = identityOf(root);
    if (seen === null || seen === before) return;
    underWay = underWay.then(() => watcher.close()).then(reopen);
  }

  /** What was saved before it is watched is seen at once. */
  function reopen(): void {
    watcher = open().once('ready', saved);
  }

  return {
    ready,
    async stop() {
      clearInterval(looking);
      clearTimeout(timer);
      await underWay;
      await watcher.close();
      clearTimeout(timer);
      await underWay;
    },
  };
}

function readyOf(watcher: FSWatcher): Promise<void> {
  return new Promise((done) => watcher.once('ready', () => done()));
}

/** What tells a folder from another one at the same place; null where none can be seen. */
function identityOf(root: string): string | null {
  try {
    const { dev, ino, birthtimeMs } = statSync(root);
    return [dev, ino, birthtimeMs].join(':');
  } catch {
    return null;
  }
}
