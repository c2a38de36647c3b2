import { basename, resolve } from 'node:path';
import { watch } from 'chokidar';

/** Editors write a file in several steps, and tools several files: what is done follows the last of them. */
const calm = 150;
/** Hidden files are editors' own, and a sample is nothing that is compiled. */
const ignoredNames = /^\.|^sample$/;

/** A folder that is being watched. */
export interface Watched {
  /** Resolves when no save is missed any more. */
  readonly ready: Promise<void>;
  /** Ends the watching; what is under way is finished first. */
  readonly stop: () => Promise<void>;
}

/** Does something after every save in a folder: once for a burst of them, and never twice at the same time. */
export function onSave(folder: string, act: () => Promise<void>): Watched {
  const root = resolve(folder);
  const ignored = (path: string): boolean => resolve(path) !== root && ignoredNames.test(basename(path));
  const watcher = watch(folder, { ignoreInitial: true, ignored });
  let timer: NodeJS.Timeout | undefined;
  let underWay = Promise.resolve();
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void (underWay = underWay.then(act)), calm);
  });
  return {
    ready: new Promise((done) => watcher.once('ready', () => done())),
    async stop() {
      clearTimeout(timer);
      await watcher.close();
      await underWay;
    },
  };
}
