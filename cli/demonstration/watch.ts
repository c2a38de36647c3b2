import { basename } from 'node:path';
import { watch } from 'chokidar';
import { formatProblems } from '../../authoring/problem/format.ts';
import type { ReleaseStore } from '../../store/releases.ts';
import { compileFolder, releaseWords } from '../compile.ts';

/** Editors write a file in several steps; a publish follows the last of them. */
const calm = 150;
/** Hidden files are editors' own, and a sample is nothing to publish. */
const unpublished = /^\.|^sample$/;

export interface Watching {
  readonly folder: string;
  readonly releases: ReleaseStore;
  readonly say: (text: string) => void;
}

/** Publishes a workspace whenever a file in it is saved; what is wrong is said and nothing changes. Returns how to stop. */
export function publishOnSave({ folder, releases, say }: Watching): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { ignoreInitial: true, ignored: (path) => unpublished.test(basename(path)) });
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void publish().catch((error: unknown) => say(`✘ not published: ${String(error)}`)), calm);
  });

  async function publish(): Promise<void> {
    const compiled = await compileFolder(folder);
    if (!compiled.ok) return say(`✘ not published\n${formatProblems(compiled.problems)}`);
    if ((await releases.current())?.id === compiled.release.id) return;
    await releases.publish(compiled.release, Date.now());
    say(`✔ published  ${releaseWords(compiled.release)}; who is under way stays on the release they entered with`);
  }

  return () => {
    clearTimeout(timer);
    return watcher.close();
  };
}
