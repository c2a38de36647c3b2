import type { Report } from '../progress.ts';
import type { Search } from '../server/find.ts';
import { ensurePinnedServers, type PinnedServers } from './pinned.ts';

export interface Places {
  /** The process's own PATH by default. */
  readonly path?: string;
  readonly serversFolder?: string;
  readonly report: Report;
}

/** Where to look for programs. The pinned packages are installed once, when the first server asks for them. */
export function createSearch({ path = process.env.PATH ?? '', serversFolder: folder, report }: Places): Search {
  let servers: Promise<PinnedServers> | undefined;
  return { path, pinned: () => (servers ??= ensurePinnedServers({ folder, path, report })) };
}
