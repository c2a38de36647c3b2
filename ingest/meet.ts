import { askAgain } from '../domain/enrolment/ask-again.ts';
import { journeyOf, wakeSignal, workflowId, type Wake } from '../domain/enrolment/identity.ts';
import { reconcile, type Finding } from '../domain/enrolment/reconcile.ts';
import { originOn, visitOf, type User } from '../domain/enrolment/user.ts';
import type { Intent } from '../domain/enrolment/visit.ts';
import { UsherError } from '../domain/errors.ts';
import type { Clock } from '../domain/time/clock.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Store } from '../store/index.ts';
import type { Caution } from './caution.ts';
import type { TemporalClient } from './connect.ts';
import type { CurrentRelease } from './current-release.ts';
import { inTime } from './deadline.ts';
import { deleteExecution, executionsOf } from './executions.ts';
import type { Look } from './look.ts';

/**
 * How both sides were found. `ended`: the workflow of an open visit is over. `lost`: the document had forgotten a visit
 * that is over. `adopted`: it did not know one that runs. `behind`: it knows fewer decisions than the workflow;
 * `ahead`: it knows more. `outlived`: a workflow runs on whose visit is over.
 */
export const disagreements = ['ended', 'lost', 'adopted', 'behind', 'ahead', 'outlived'] as const;
export type Disagreement = (typeof disagreements)[number];
export type Met = 'agreed' | 'start' | Disagreement;

/** What a meeting is for. */
export interface Meeting {
  /** `messageId` of an event that a workflow which is over was to hear of: it may enrol the user again. */
  readonly event?: string;
  /** False to look only; otherwise what is found is mended. */
  readonly mend?: boolean;
  /** Whoever asks has made sure that this is the Temporal the visits are in. */
  readonly isSure?: boolean;
}

/**
 * Brings a user's document and Temporal together on one course: the workflow that runs under this id, whoever the user is
 * by now. Safe at any time and any number of times: the document
 * was read before Temporal was looked at, and is written only if nobody wrote it since.
 * @throws UsherError RECONCILE_REFUSED where a visit was to be closed, and Temporal knows hardly any of the others
 */
export type Meet = (user: string, course: string, meeting?: Meeting) => Promise<Met>;

export interface MeetDependencies {
  readonly store: Store;
  readonly temporal: TemporalClient;
  readonly look: Look;
  readonly caution: Caution;
  readonly clock: Clock;
  readonly current: CurrentRelease;
  readonly now: () => Instant;
  /** Does what is left to do for a user. */
  readonly begin: (user: User, todo: readonly Intent[]) => void;
  /** Told of what was mended. */
  readonly onMended: ((disagreement: Disagreement) => void) | undefined;
}

/** With the same user's other writers a race may be lost a few times, each time with a fresh look. */
const tries = 10;

export function createMeet(dependencies: MeetDependencies): Meet {
  return async (id, course, meeting = {}) => {
    for (let lost = 0; lost < tries; lost++) {
      const met = await meetOnce(id, course, { ...dependencies, ...meeting });
      if (met !== null) return met;
    }
    throw new UsherError('USER_BUSY', `user was changed by others ${tries} times in a row while it was reconciled`);
  };
}

/** Null when somebody else wrote the user meanwhile. */
async function meetOnce(id: string, course: string, asked: MeetDependencies & Meeting): Promise<Met | null> {
  const compared = await compare(id, course, asked);
  const { user, finding } = compared;
  const { mend = true } = asked;
  if (user.forgotten) return mend ? forgotten(user, course, asked) : 'agreed';
  const met = metBy(finding);
  if (!mend) return met;
  if (met === 'agreed' || met === 'start') {
    await tellEnd(user, course, asked.store);
    return met;
  }
  if (!(await mended(id, course, { ...asked, ...compared }))) return null;
  asked.onMended?.(met);
  return met;
}

/** Nobody is left to agree with: what was started by who did not know yet is ended, and deleted. */
async function forgotten({ id }: User, course: string, { temporal }: MeetDependencies): Promise<Met> {
  const executions = await executionsOf(temporal, { workflows: [workflowId(course, id)], users: [] });
  for (const execution of executions) await deleteExecution(temporal, execution);
  return 'agreed';
}

interface Compared {
  readonly user: User;
  readonly finding: Finding;
  /** Temporal knows no workflow under the id, neither running nor over. */
  readonly isGone: boolean;
}

/** The document first: what is written after it was read shows when it is written again. */
async function compare(id: string, course: string, { store, look, clock, now }: MeetDependencies): Promise<Compared> {
  const user = await store.users.read(id);
  const sighting = await look(id, course);
  const finding = reconcile(user, course, { sighting, now: clock.at(now(), id), origin: id });
  return { user, finding, isGone: sighting.kind === 'none' };
}

function metBy(finding: Finding): Met {
  return finding.kind === 'wake' || finding.kind === 'ended' ? finding.disagreement : finding.kind;
}

type Mending = MeetDependencies & Meeting & Compared;

/** False when somebody else wrote the user meanwhile. */
async function mended(id: string, course: string, mending: Mending): Promise<boolean> {
  const { store, now, finding, user } = mending;
  if (finding.kind === 'ended') return close(user, course, { finding, mending });
  if (finding.kind === 'adopted' && !(await store.users.write(finding.user, now()))) return false;
  if (finding.kind === 'adopted' || finding.kind === 'wake') await signal(mending, workflowId(course, id), finding);
  return true;
}

interface Closing {
  readonly finding: Extract<Finding, { kind: 'ended' }>;
  readonly mending: Mending;
}

/** Writes the end, tells it, and lets the event that met it enrol: in one write, so that it is not lost in between. */
async function close(before: User, course: string, { finding, mending }: Closing): Promise<boolean> {
  const { store, current, begin, now, caution, isGone, isSure = false } = mending;
  if (isGone && !isSure) await caution();
  const id = finding.enrolsAgain ? visitOf(before, course)?.entry.event : mending.event;
  const [event, release] = await Promise.all([id === undefined ? null : store.events.read(id), current.get()]);
  const asked = event !== null && release !== null;
  const user = asked ? askAgain(finding.user, event.event, { course, release }) : finding.user;
  if (!(await store.users.write(user, now()))) return false;
  await tellEnd(finding.user, course, store);
  begin(user, user.todo.filter((intent) => !before.todo.includes(intent))); // prettier-ignore
  return true;
}

/**
 * The line of the newest end in the story; again where whoever wrote the end may have died before the line. Somebody who
 * came back in the same write has it in the visit before.
 */
async function tellEnd(user: User, course: string, store: Store): Promise<void> {
  const newest = visitOf(user, course);
  const over = newest?.status === 'starting' ? newest.before : newest;
  if (newest?.status === 'open' || over?.decision == null) return;
  const { visit, release, decision } = over;
  const key = newest?.key ?? null;
  const enrolment = { user: originOn(user, course), journey: journeyOf(course), ...(key !== null && { key }), visit };
  await store.trail.append({ ...enrolment, release, number: decision.number, entries: decision.trail });
}

/** The workflow asks for a decision, with its state; the answer brings both sides together. */
async function signal(
  { temporal }: MeetDependencies,
  workflow: string,
  { number, visit }: { readonly number: number | null; readonly visit: number },
): Promise<void> {
  if (number === null) return;
  const handle = temporal.client.workflow.getHandle(workflow);
  await inTime(temporal.client, () => handle.signal<Wake>(wakeSignal, number, visit));
}
