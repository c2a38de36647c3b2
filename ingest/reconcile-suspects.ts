import type { WorkflowExecutionInfo } from '@temporalio/client';
import { SearchAttributeType, defineSearchAttributeKey } from '@temporalio/common';
import { courseOf, workflowId } from '../domain/enrolment/identity.ts';
import { originOf } from '../domain/enrolment/user.ts';
import type { Visit } from '../domain/enrolment/visit.ts';
import type { Clock } from '../domain/time/clock.ts';
import { day, minute, type Instant, type Milliseconds } from '../domain/time/instant.ts';
import type { Visiting } from '../store/users.ts';
import type { Store } from '../store/index.ts';
import type { TemporalClient } from './connect.ts';
import { listed as list } from './listed.ts';

/** A course of a user on which the document and Temporal seem to disagree. */
export interface Suspect {
  readonly user: string;
  readonly course: string;
  /** The visit is open, and no workflow of it was listed as running. */
  readonly unseen: boolean;
}

export interface Suspicion {
  readonly suspects: readonly Suspect[];
  readonly visits: number;
  readonly workflows: number;
}

export interface Searching {
  readonly store: Pick<Store, 'users' | 'trail'>;
  readonly temporal: TemporalClient;
  readonly clock: Clock;
  /** Looks as far back as Temporal does, and at whose story lacks a part. */
  readonly thorough: boolean;
  /** Told how many workflows and visits were compared so far. */
  readonly onProgress: (compared: number) => Promise<void> | void;
}

/** Users are read together, as many as fit into one answer. */
const page = 500;
/** A night's run looks a little further back than the night before. */
const closedWithin: Milliseconds = 2 * day;
/** A workflow closes after the decision that ends it; by more than this it is that of another visit. */
const closesWithin: Milliseconds = minute;

/** Goes through both lists and picks what deserves a closer look; the lists may lag, so that it need not be wrong. */
export async function findSuspects(searching: Searching): Promise<Suspicion> {
  const { temporal, clock } = searching;
  const running = new Set<string>();
  const suspects: Suspect[] = [];
  let compared = 0;
  const note = async (found: readonly Suspect[], more: number): Promise<void> => {
    suspects.push(...found);
    await searching.onProgress((compared += more));
  };
  for await (const listed of pages(list(temporal, 'ExecutionStatus = "Running"'))) {
    for (const { workflowId: id } of listed) running.add(id);
    await note(await disagreeing(listed, searching, runsOtherwise), listed.length);
  }
  for await (const listed of pages(list(temporal, closed(searching.thorough)))) {
    const over = listed.filter(({ workflowId: id, status }) => !running.has(id) && status.name !== 'CONTINUED_AS_NEW');
    await note(await disagreeing(over, searching, (...[visit, info, user]) => isUntold(info) || isForgotten(visit, closedAt(info, user, clock))), listed.length); // prettier-ignore
  }
  const visits = await unseenVisits(searching, running, note);
  return { suspects: unique(suspects), visits, workflows: running.size };
}

function closed(thorough: boolean): string {
  const since = thorough ? '' : ` AND CloseTime > "${new Date(Date.now() - closedWithin).toISOString()}"`;
  return `ExecutionStatus != "Running"${since}`;
}

async function* pages<Item>(items: AsyncIterable<Item>): AsyncGenerator<readonly Item[]> {
  let collected: Item[] = [];
  for await (const item of items) {
    collected.push(item);
    if (collected.length < page) continue;
    yield collected;
    collected = [];
  }
  if (collected.length > 0) yield collected;
}

type Differs = (visit: Visit | undefined, info: WorkflowExecutionInfo, user: string) => boolean;

async function disagreeing(
  listed: readonly WorkflowExecutionInfo[],
  { store, thorough }: Searching,
  differs: Differs,
): Promise<readonly Suspect[]> {
  const named = listed.map((info) => ({ info, ...partsOf(info.workflowId) }));
  const users = [...new Set(named.map(({ user }) => user))];
  const known = await store.users.visiting(users);
  const visits = new Map(known.flatMap(runsOf).map(({ user, course, visit }) => [workflowId(course, user), visit]));
  const lacking = new Set((thorough ? await store.trail.lacking(users) : []).map((each) => workflowId(courseOf(each), each.user))); // prettier-ignore
  const found = named.filter(
    ({ info, user }) => lacking.has(info.workflowId) || differs(visits.get(info.workflowId), info, user),
  );
  return found.map(({ user, course }) => ({ user, course, unseen: false }));
}

/** Of an id `<course>/<user>`; a user id may hold more slashes. */
function partsOf(id: string): { readonly user: string; readonly course: string } {
  const slash = id.indexOf('/');
  return { course: id.slice(0, slash), user: id.slice(slash + 1) };
}

const shown = {
  status: defineSearchAttributeKey('UsherStatus', SearchAttributeType.KEYWORD),
  step: defineSearchAttributeKey('UsherStep', SearchAttributeType.KEYWORD),
  since: defineSearchAttributeKey('UsherSince', SearchAttributeType.DATETIME),
};

/** What a workflow shows is what the document has decided last, but for a nudge that is being sent just now. */
function runsOtherwise(visit: Visit | undefined, { typedSearchAttributes: shows }: WorkflowExecutionInfo): boolean {
  if (visit?.status !== 'open' || visit.decision?.effect.kind !== 'wait') return true;
  const { effect, state } = visit.decision;
  const same = shows.get(shown.status) === effect.status && shows.get(shown.step) === effect.step;
  return !same || shows.get(shown.since)?.getTime() !== state.since;
}

/** It could not tell its own end: a look makes sure that somebody has. */
function isUntold({ status }: WorkflowExecutionInfo): boolean {
  return status.name !== 'COMPLETED';
}

/** A workflow has come to its end, and no visit of the document's ended with it. */
function isForgotten(visit: Visit | undefined, closed: Instant): boolean {
  if (visit === undefined) return true;
  return visit.status === 'closed' && closed - (visit.endedAt ?? 0) > closesWithin;
}

function closedAt({ closeTime }: WorkflowExecutionInfo, user: string, clock: Clock): Instant {
  return clock.at(closeTime?.getTime() ?? 0, user);
}

type Note = (found: readonly Suspect[], compared: number) => Promise<void>;

/** Gives the number of open visits; those without a running workflow are noted. */
async function unseenVisits({ store }: Searching, running: ReadonlySet<string>, note: Note): Promise<number> {
  let visits = 0;
  let users: readonly Visiting[] = [];
  do {
    users = await store.users.open(users.at(-1)?.id ?? '', page);
    const open = users.flatMap(openOf);
    visits += open.length;
    await note(open.filter(({ user, course }) => !running.has(workflowId(course, user))), open.length); // prettier-ignore
  } while (users.length === page);
  return visits;
}

function openOf(visiting: Visiting): readonly Suspect[] {
  const open = runsOf(visiting).filter(({ visit }) => visit.status !== 'closed');
  return open.map(({ user, course }) => ({ user, course, unseen: true }));
}

/** Each visit, with the id under which its workflow runs. */
function runsOf({ id, visits }: Visiting): readonly { user: string; course: string; visit: Visit }[] {
  return Object.entries(visits).map(([course, visit]) => ({ user: originOf({ id }, visit), course, visit }));
}

/** Of two suspicions about one course, the one that says more. */
function unique(suspects: readonly Suspect[]): readonly Suspect[] {
  return [...new Map(suspects.map((suspect) => [workflowId(suspect.course, suspect.user), suspect])).values()];
}
