import { segmentUses, type Use } from '../../domain/segment/uses.ts';
import type { Asking } from './asking.ts';
import { createCounting } from './counting.ts';

/** A segment, how many are in it, and what asks for it. */
export interface Listed {
  readonly segment: string;
  readonly size: number;
  readonly usedBy: readonly Use[];
}

/** Every segment of the current release, by name, and how many users there are in all. */
export interface Listing {
  readonly release: string;
  readonly at: number;
  readonly users: number;
  readonly segments: readonly Listed[];
}

/** Lists the segments with their sizes, each asked of the database. */
export async function listSegments({ store, release, now }: Asking): Promise<Listing> {
  const { segments } = release.content;
  const uses = segmentUses(release.content);
  const count = createCounting(store, now);
  const users = await store.users.count();
  const listed: Listed[] = [];
  for (const segment of Object.keys(segments).sort()) {
    const condition = segments[segment];
    if (condition === undefined) continue;
    listed.push({ segment, size: await count(condition), usedBy: uses.get(segment) ?? [] });
  }
  return { release: release.id, at: now, users, segments: listed };
}
