import { outlineOf, type Clause, type Outline } from '../../domain/segment/outline.ts';
import { segmentUses } from '../../domain/segment/uses.ts';
import { segmentOf, type Asking } from './asking.ts';
import { createCounting, type Count } from './counting.ts';
import type { Listed } from './listed.ts';

/** A clause of a definition beside how many users it holds for. */
export interface SizedClause extends Pick<Clause, 'words'> {
  readonly alone: number;
  /** Together with the clauses before it in the same list. */
  readonly soFar: number;
  readonly of: SizedOutline | null;
}

export interface SizedOutline extends Pick<Outline, 'together'> {
  readonly clauses: readonly SizedClause[];
}

/** A segment's definition with the audience of each clause. */
export interface Sized extends Listed {
  readonly release: string;
  readonly at: number;
  readonly users: number;
  readonly definition: SizedOutline;
}

/** What a segment says, clause by clause, and for how many each holds. @throws UsherError NAME_UNKNOWN */
export async function sizeSegment({ store, release, now }: Asking, segment: string): Promise<Sized> {
  const condition = segmentOf(release.content, segment);
  const count = createCounting(store, now);
  return {
    segment,
    release: release.id,
    at: now,
    users: await store.users.count(),
    size: await count(condition),
    usedBy: segmentUses(release.content).get(segment) ?? [],
    definition: await sized(outlineOf(condition), count),
  };
}

/** One count after the other: a large collection has better to do than to be looked through many times at once. */
async function sized({ together, clauses }: Outline, count: Count): Promise<SizedOutline> {
  const all: SizedClause[] = [];
  for (const { words, condition, soFar, of } of clauses) {
    const alone = await count(condition);
    all.push({ words, alone, soFar: await count(soFar), of: of === null ? null : await sized(of, count) });
  }
  return { together, clauses: all };
}
