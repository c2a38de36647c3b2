import { courseOf, journeyOf } from '../../../domain/enrolment/identity.ts';
import { visitOf, type User } from '../../../domain/enrolment/user.ts';
import type { Visit } from '../../../domain/enrolment/visit.ts';
import type { ReleaseContent } from '../../../domain/release/release.ts';
import type { Line } from '../story.ts';
import type { Asking } from './asking.ts';

/** One visit of a user to a journey, with all that was decided on it. */
export interface Enrolment {
  readonly journey: string;
  readonly key: string | null;
  readonly visit: number;
  readonly release: string;
  /** What it is pinned to; null where that is lost. */
  readonly content: ReleaseContent | null;
  /** The oldest first. */
  readonly lines: readonly Line[];
  /** While it is under way. */
  readonly open: Visit | null;
}

type Pinned = Omit<Enrolment, 'content'>;

/** Every visit that the story tells of, and those that are about to start. */
export async function enrolmentsOf({ user, story, store }: Asking): Promise<readonly Enrolment[]> {
  const told = new Map<string, Line[]>();
  for (const line of story) {
    const { journey, key, visit } = line;
    const name = JSON.stringify([journey, key, visit]);
    told.set(name, [...(told.get(name) ?? []), line]);
  }
  const pinned = [...[...told.values()].flatMap((lines) => toldOf(lines, user)), ...starting(user)];
  return Promise.all(
    pinned.map(async (each) => ({ ...each, content: (await store.releases.read(each.release))?.content ?? null })),
  );
}

function toldOf(lines: readonly Line[], user: User): readonly Pinned[] {
  const [first] = lines;
  if (first === undefined) return [];
  const { journey, key, visit, release } = first;
  const newest = visitOf(user, courseOf({ journey, key }));
  const open = newest?.visit === visit && newest.status !== 'closed' ? newest : null;
  return [{ journey, key, visit, release, lines, open }];
}

function starting({ visits }: User): readonly Pinned[] {
  return Object.entries(visits)
    .filter(([, { decision, status }]) => decision === null && status !== 'closed')
    .map(([course, open]) => {
      const { key, visit, release } = open;
      return { journey: journeyOf(course), key, visit, release, lines: [], open };
    });
}
