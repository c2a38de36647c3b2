import { formatProblems, formatWarnings } from '../../authoring/problem/format.ts';
import type { ReleaseStore } from '../../store/releases.ts';
import { compileFolder, releaseWords } from '../compile.ts';
import { onSave, type Watched } from '../on-save.ts';

export interface Watching {
  readonly folder: string;
  readonly releases: Pick<ReleaseStore, 'current' | 'publish'>;
  readonly say: (text: string) => void;
  /** Told when another release is current. */
  readonly onPublished?: () => Promise<unknown>;
}

/**
 * Publishes a workspace whenever a file in it is saved; what is wrong is said and nothing changes. A scenario that is
 * wrong is said, too, but keeps nothing back: it is no part of what is published.
 */
export function publishOnSave({ folder, releases, say, onPublished }: Watching): Watched {
  return onSave(folder, () => publish().catch((error: unknown) => say(`✘ not published: ${String(error)}`)));

  async function publish(): Promise<void> {
    const compiled = await compileFolder(folder);
    if (!compiled.ok) return say(`✘ not published\n${formatProblems(compiled.problems)}`);
    if (compiled.warnings.length > 0) say(`Warnings\n${formatWarnings(compiled.warnings)}`);
    if ((await releases.current())?.id === compiled.release.id) return;
    await releases.publish(compiled.release, Date.now());
    say(`✔ published  ${releaseWords(compiled.release)}; who is under way stays on the release they entered with`);
    await onPublished?.();
  }
}
