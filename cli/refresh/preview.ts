import type { Program, SegmentRule } from '../../domain/journey/program.ts';
import type { Release } from '../../domain/release/release.ts';
import { enrollingSegments, segmentRules } from '../../domain/segment/enrolling.ts';
import { durationWords } from '../../domain/time/duration.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { AudienceStore } from '../../store/audience.ts';

/** What publishing would mean for those who are in a segment by which a journey is entered. */
export interface EnteringPreview {
  readonly journey: string;
  readonly segment: string;
  readonly backfill: SegmentRule['backfill'];
  /** How many are in the segment now. */
  readonly inside: number;
  /** How many of them the journey's door would be asked about; it may be closed to some. */
  readonly asked: number;
}

/** Counts in the database, by the segments of a release that is not published yet. */
export async function previewEntering(
  { content, id }: Release,
  { audience, now }: { readonly audience: AudienceStore; readonly now: Instant },
): Promise<readonly EnteringPreview[]> {
  const meanings = new Map(enrollingSegments({ content, id }).map(({ segment, of }) => [segment, of]));
  const rules = Object.values(content.journeys).flatMap((program) =>
    segmentRules(program).map((rule) => ({ program, rule })),
  );
  return Promise.all(
    rules.map(({ program, rule }) => previewOf(program, rule, { audience, now, of: meanings.get(rule.segment) ?? '' })),
  );
}

interface Counting {
  readonly audience: AudienceStore;
  readonly now: Instant;
  readonly of: string;
}

async function previewOf(
  { journey }: Program,
  { segment, condition, backfill }: SegmentRule,
  { audience, now, of }: Counting,
): Promise<EnteringPreview> {
  const inside = await audience.count(condition, now);
  const asked = backfill === 'all' ? await audience.count(condition, now, { segment, of, journey }) : 0;
  return { journey, segment, backfill, inside, asked };
}

/** A preview for people. */
export function enteringText(
  previews: readonly EnteringPreview[],
  { all, rate }: { all: number; rate: number },
): string {
  if (previews.length === 0) return 'No journey is entered by a segment.';
  const lines = previews.map(({ journey, segment, backfill, inside, asked }) => {
    const then =
      backfill === 'all'
        ? `backfill: all, so ${users(asked)} would be asked in`
        : 'backfill: from-now, so none of them enters';
    return `${journey}  ${users(inside)} in segment ${segment}; ${then}`;
  });
  return [...lines, `${users(all)} looked through at ${rate} a second: ${durationWords((all / rate) * 1000)}`].join(
    '\n',
  );
}

function users(count: number): string {
  return count === 1 ? '1 user' : `${count} users`;
}
