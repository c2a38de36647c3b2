import type { Instant } from '../time/instant.ts';
import { adopt } from './adopt.ts';
import type { Run, Sighting } from './sighting.ts';
import { terminate, visitOfRun } from './terminate.ts';
import { originOf, visitOf, type User } from './user.ts';
import type { Visit } from './visit.ts';

/**
 * How a user's document and Temporal stand to each other on one course, and what brings them together.
 * `agreed`: as they should, or on their way there. `start`: nothing runs for a visit that is about to start.
 * `wake`: the workflow is to ask for a decision, whose answer mends it. `adopted` and `ended`: the user to be written.
 */
export type Finding =
  | { readonly kind: 'agreed' }
  | { readonly kind: 'start' }
  | {
      readonly kind: 'wake';
      readonly disagreement: 'behind' | 'ahead' | 'outlived';
      readonly visit: number;
      readonly number: number;
    }
  | { readonly kind: 'adopted'; readonly user: User; readonly visit: number; readonly number: number | null }
  | {
      readonly kind: 'ended';
      readonly disagreement: 'ended' | 'lost';
      readonly user: User;
      /** Whether the event that wanted to enrol is to be asked about afresh. */
      readonly enrolsAgain: boolean;
    };

const agreed: Finding = { kind: 'agreed' };

/**
 * Compares what the document says of a course with what Temporal shows under the workflow's id. The workflow is right
 * about what is under way, the document about what is over; the higher visit is the younger.
 * @param now the clock's
 */
export function reconcile(user: User, course: string, { sighting, now, origin = user.id }: Comparing): Finding {
  const visit = visitOf(user, course);
  if (visit !== undefined && originOf(user, visit) !== origin) return apart(sighting);
  if (sighting.kind === 'none') return unseen(user, course, { visit, now });
  if (sighting.kind === 'running') return running(user, course, { visit, sighting });
  return over(user, course, { visit, sighting, now });
}

interface Comparing {
  readonly sighting: Sighting;
  readonly now: Instant;
  /** Under whose id the workflow runs; absent: the user's own. */
  readonly origin?: string;
}

/** Under another id of the user's than the visit's: it is over, and a workflow that runs on is to hear of that. */
function apart(sighting: Sighting): Finding {
  if (sighting.kind !== 'running') return agreed;
  const { run, progress } = sighting;
  return { kind: 'wake', disagreement: 'outlived', visit: run.enrolment.visit, number: progress?.number ?? 0 };
}

const gone = { outcome: 'terminated', words: 'its workflow is no longer in Temporal' } as const;

function unseen(user: User, course: string, { visit, now: at }: { visit: Visit | undefined; now: Instant }): Finding {
  if (visit === undefined || visit.status === 'closed') return agreed;
  if (visit.status === 'starting') return { kind: 'start' };
  return { kind: 'ended', disagreement: 'ended', enrolsAgain: false, user: terminate(user, course, { visit, end: { at, ...gone } }) }; // prettier-ignore
}

function running(
  user: User,
  course: string,
  { visit, sighting }: { visit: Visit | undefined; sighting: Extract<Sighting, { kind: 'running' }> },
): Finding {
  const { run, progress } = sighting;
  const { enrolment } = run;
  if (visit === undefined || isUnknown(run, visit)) {
    const entry = progress?.entry ?? run.startedAt;
    const adopted = adopt(user, course, { enrolment, entry });
    return { kind: 'adopted', user: adopted, visit: enrolment.visit, number: progress?.number ?? null };
  }
  return progress === null ? agreed : asFar(progress.number, { run, visit });
}

function asFar(number: number, { run, visit }: { run: Run; visit: Visit }): Finding {
  const asked = { kind: 'wake', visit: run.enrolment.visit, number } as const;
  if (isOver(run, visit)) return { ...asked, disagreement: 'outlived' };
  if (visit.number < number) return { ...asked, disagreement: 'behind' };
  // Perhaps the decision is still on its way to the workflow, which then takes the wake-up for an old one.
  return visit.number > number ? { ...asked, disagreement: 'ahead' } : agreed;
}

function isOver({ enrolment }: Run, { visit, status }: Visit): boolean {
  return enrolment.visit < visit || status === 'closed';
}

/** A later visit; or, after a restore, one whose number was given twice: what runs keeps its release. */
function isUnknown({ enrolment }: Run, { visit, release, status }: Visit): boolean {
  if (enrolment.visit !== visit) return enrolment.visit > visit;
  return enrolment.release !== release && status !== 'closed';
}

function over(
  user: User,
  course: string,
  { visit, sighting, now }: { visit: Visit | undefined; sighting: Extract<Sighting, { kind: 'over' }>; now: Instant },
): Finding {
  const { run, at, outcome, words } = sighting;
  const known = visit?.visit ?? 0;
  // Of an earlier visit: that of the document has left no trace, or none yet.
  if (run.enrolment.visit < known) return unseen(user, course, { visit, now });
  if (run.enrolment.visit === known && visit?.status === 'closed') return agreed;
  const ended = visitOfRun(user, course, run);
  const after = terminate(user, course, { visit: ended, end: { at, outcome, words } });
  // Somebody on the way in meets a visit that the document had lost: the journey's rules are to know of it.
  const enrolsAgain = visit?.status === 'starting' && ended !== visit;
  return { kind: 'ended', disagreement: ended === visit ? 'ended' : 'lost', user: after, enrolsAgain };
}
