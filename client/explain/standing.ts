import { isReached } from '../../domain/journey/leaving.ts';
import { journeyOf } from '../../domain/enrolment/identity.ts';
import type { User } from '../../domain/enrolment/user.ts';
import type { Visit } from '../../domain/enrolment/visit.ts';
import { end, type Program } from '../../domain/journey/program.ts';
import { own } from '../../domain/own.ts';
import type { Release, ReleaseContent } from '../../domain/release/release.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Line } from './story.ts';

/** A journey's goal, and whether the user has reached it. */
interface Goal {
  readonly event: string;
  readonly by: Instant;
  readonly reached: boolean;
  /** When, where that was after the last step. */
  readonly after: Instant | null;
  /** The workspace's other milestones that the user has completed. */
  readonly done: readonly string[];
}

/** Where a user stands in one journey. */
export interface Standing {
  readonly journey: string;
  /** What tells this enrolment from the user's others in the journey; null where there is one only. */
  readonly key: string | null;
  readonly visit: number;
  readonly release: string;
  /** What people call the release; null where nobody has said. */
  readonly title: string | null;
  /** `waiting`, `delayed` … while under way; how it ended after. */
  readonly status: string;
  readonly step: string | null;
  /** What is going on, or why it is over, in words. */
  readonly why: string;
  /** When the enrolment is looked at again at the latest; null when it is over, or paused by hand. */
  readonly next: Instant | null;
  /** The step that follows if nothing happens until then: `end` after the last one; null where nobody can know. */
  readonly then: string | null;
  readonly enteredAt: Instant;
  /** Null while it is under way. */
  readonly endedAt: Instant | null;
  readonly goal: Goal | null;
}

interface Known {
  readonly user: User;
  /** What the visit is pinned to; null where it is lost. */
  readonly release: Release | null;
  readonly title: string | null;
  readonly story: readonly Line[];
}

/** Where a user stands on a course, by the newest visit to it. */
export function standingOf(course: string, visit: Visit, { user, release, title, story }: Known): Standing {
  const journey = journeyOf(course);
  const { entry, key, endedAt } = visit;
  const program = own(release?.content.journeys ?? {}, journey);
  const isIts = (line: Line): boolean => line.journey === journey && line.key === key && line.visit === visit.visit;
  return {
    ...{ journey, key, visit: visit.visit, release: visit.release, title, enteredAt: entry.at, endedAt },
    ...howOf(visit, story.findLast(isIts)),
    ...whereOf(visit, program),
    goal: goalOf(program, release?.content, { visit, user }),
  };
}

function whereOf(visit: Visit, program: Program | undefined): Pick<Standing, 'step' | 'next' | 'then'> {
  const effect = visit.decision?.effect;
  if (effect === undefined || effect.kind === 'end') return { step: null, next: null, then: null };
  const { step } = effect;
  if (effect.kind === 'deliver' || effect.status === 'paused') return { step, next: null, then: null };
  return { step, next: effect.until, then: program === undefined ? null : thenOf(program, visit) };
}

/** Of a visit that ended long ago only the story tells how. */
function howOf({ status, decision }: Visit, last: Line | undefined): Pick<Standing, 'status' | 'why'> {
  if (decision === null) {
    if (status !== 'closed') return { status, why: 'about to start' };
    return { status: last?.what ?? 'over', why: last?.because.join('; ') ?? 'its story is not kept' };
  }
  const { effect } = decision;
  if (effect.kind === 'deliver') return { status: 'sending', why: `sending ${effect.templates.join(' or ')}` };
  return { status: effect.kind === 'end' ? effect.outcome : effect.status, why: effect.words };
}

/** What time alone brings about; nobody knows how the next round ends. */
function thenOf({ steps }: Program, { decision }: Visit): string | null {
  const step = steps[decision?.state.step ?? end];
  if (step === undefined || step.kind === 'repeat') return null;
  const next = step.kind === 'wait' ? step.timeout : step.next;
  return steps[next]?.id ?? 'end';
}

interface Counting {
  readonly visit: Visit;
  readonly user: User;
}

function goalOf(
  program: Program | undefined,
  content: ReleaseContent | undefined,
  { visit, user }: Counting,
): Standing['goal'] {
  if (program?.goal == null) return null;
  const { event, within, milestone } = program.goal;
  const { profile } = user;
  const { at } = visit.entry;
  const done = Object.entries(content?.milestones ?? {}).filter(
    ([name, { event: by }]) => name !== milestone && own(profile.events, by) !== undefined,
  );
  return {
    ...{ event, by: at + within, reached: isReached(program.goal, at, profile), after: visit.converted },
    done: done.map(([name]) => name),
  };
}
