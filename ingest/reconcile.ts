import { workflowId } from '../domain/enrolment/identity.ts';
import type { Clock } from '../domain/time/clock.ts';
import { minute, type Milliseconds } from '../domain/time/instant.ts';
import type { Store } from '../store/index.ts';
import { refuseIfStrange } from './caution.ts';
import type { TemporalClient } from './connect.ts';
import { eachOf, fulfilled } from './each-of.ts';
import type { Ingest } from './index.ts';
import { nudgesLost } from './reconcile-nudges.ts';
import { findSuspects, type Suspect, type Suspicion } from './reconcile-suspects.ts';
import { createTally, type Reconciled, type Tally } from './reconcile-tally.ts';

export interface ReconcileDependencies {
  readonly store: Store;
  readonly temporal: TemporalClient;
  readonly clock: Clock;
  readonly ingest: Pick<Ingest, 'meet' | 'sweep'>;
  readonly onError: (error: unknown) => void;
}

export interface Reconciling {
  /** Whether what is found is mended, or only told. */
  readonly mend: boolean;
  /** Told how many visits and workflows were compared so far; waited for, and what it throws ends the run. */
  readonly onProgress?: (compared: number) => Promise<void> | void;
  /** Mends nothing where Temporal knows hardly any of the open visits: more likely it is not the one they are in. */
  readonly cautious?: boolean;
  /**
   * Also looks at workflows that ended longer ago, as far back as Temporal keeps them, and at those that agree and of
   * whose story the database lacks a part: what a restore has lost is counted whoever has brought the sides together.
   */
  readonly thorough?: boolean;
}

/** What is done in seconds, and is not after so long, is told. */
const overdueAfter: Milliseconds = 10 * minute;
const mostOverdue = 1_000;
/** Looks at Temporal at the same time: enough to be quick, few enough to leave it to the workers. */
const atOnce = 8;

/**
 * Compares every open visit with the running workflows, and the workflows that ended in the last days with the visits
 * they ought to have; mends what disagrees. What the lists say, which lag, is only where to look closely.
 * @throws UsherError RECONCILE_REFUSED where it is cautious and has reason to be
 */
export async function reconcile(dependencies: ReconcileDependencies, reconciling: Reconciling): Promise<Reconciled> {
  const { mend, cautious = false, thorough = false, onProgress = () => undefined } = reconciling;
  const tally = createTally();
  const overdue = await overdueOf(dependencies.store);
  if (mend) await dependencies.ingest.sweep().catch(dependencies.onError);
  const suspicion = await findSuspects({ ...dependencies, thorough, onProgress });
  const { visits, workflows, suspects } = suspicion;
  if (cautious && mend) refuseIfStrange({ visits, unseen: suspects.filter(({ unseen }) => unseen).length });
  await examineAll(suspicion, dependencies, { mend, thorough, tally, onProgress });
  await tellOverdue(overdue, dependencies.store, { mend, tally });
  return { checked: { visits, workflows }, kinds: tally.counted() };
}

interface Telling {
  readonly mend: boolean;
  readonly tally: Tally;
}

interface Examining extends Telling {
  readonly thorough: boolean;
  readonly onProgress: NonNullable<Reconciling['onProgress']>;
}

/** Whoever asked for the run may end it before each of them. */
async function examineAll(
  { suspects, visits, workflows }: Suspicion,
  dependencies: ReconcileDependencies,
  { onProgress, ...looking }: Examining,
): Promise<void> {
  let isOver = false;
  const goOn = async (): Promise<void> => onProgress(visits + workflows);
  const work = async (suspect: Suspect): Promise<void> => {
    await goOn().catch((error: unknown) => {
      isOver = true;
      throw error;
    });
    await examine(suspect, dependencies, looking);
  };
  fulfilled(await eachOf(suspects, work, { atOnce, isOver: () => isOver }));
}

type Looking = Omit<Examining, 'onProgress'>;

/** One that cannot be looked at keeps nobody else from being. */
async function examine(suspect: Suspect, dependencies: ReconcileDependencies, examining: Looking): Promise<void> {
  const { mend, thorough, tally } = examining;
  const { user, course } = suspect;
  const examples = [workflowId(course, user)];
  try {
    const met = await dependencies.ingest.meet(user, course, { mend, isSure: true });
    const differs = met !== 'agreed' && met !== 'start';
    if (differs) tally.add(met, { found: 1, mended: mend ? 1 : 0, examples });
    const nudges = differs || thorough ? await nudgesLost(dependencies, suspect) : 0;
    if (nudges > 0) tally.add('nudges', { found: nudges, examples });
  } catch (error) {
    dependencies.onError(error);
    tally.add('unclear', { found: 1, examples });
  }
}

interface Overdue {
  readonly events: number;
  readonly todo: readonly string[];
}

async function overdueOf({ users, events }: Store): Promise<Overdue> {
  const before = Date.now() - overdueAfter;
  return { events: await events.countPending(before), todo: await users.overdue(before, mostOverdue) };
}

/** What is not overdue any more at the end was mended on the way. */
async function tellOverdue({ events, todo }: Overdue, store: Store, { mend, tally }: Telling): Promise<void> {
  const still = mend ? await overdueOf(store) : { events, todo };
  tally.add('events', { found: events, mended: Math.max(0, events - still.events) });
  const mended = todo.filter((user) => !still.todo.includes(user)).length;
  tally.add('todo', { found: todo.length, mended, examples: todo });
}
