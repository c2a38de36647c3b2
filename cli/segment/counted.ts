import { instantOf, segmentOf, type Asking } from './asking.ts';

/** How many users are in a segment at an instant. */
export interface Counted {
  readonly segment: string;
  readonly release: string;
  readonly at: number;
  readonly users: number;
  readonly size: number;
}

/** Counts a segment, now or as of a date by what is known now. @throws UsherError NAME_UNKNOWN, USAGE */
export async function countSegment({ store, release, now }: Asking, segment: string, date?: string): Promise<Counted> {
  const { content, id } = release;
  const condition = segmentOf(content, segment);
  const at = date === undefined ? now : instantOf(date, content);
  const size = await store.audience.count(condition, at);
  return { segment, release: id, at, users: await store.users.count(), size };
}
