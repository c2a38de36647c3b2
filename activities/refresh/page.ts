import { pageOf, type RefreshProgress } from '../../domain/release/refresh.ts';
import type { Published } from '../../store/releases.ts';
import { refreshUser, type RefreshDependencies, type RefreshedUser } from './user.ts';

/** Users who are looked after at the same time: enough to be quick, few enough to leave the database to the events. */
const atOnce = 4;
/** Who could not be brought up to date so often is left, and counted: nobody keeps everybody else waiting for ever. */
const patientFor = 5;

/** Brings the next users up to date, by their ids. A page may be asked for again: who is up to date is not written. */
export function createRefreshPage(
  dependencies: RefreshDependencies,
): (progress: RefreshProgress, attempt: number) => Promise<RefreshProgress> {
  const { store } = dependencies;
  return async (progress, attempt) => {
    const published = await store.releases.published();
    if (!isCurrent(progress, published))
      return noted({ ...progress, ...over, page: progress.page + 1 }, dependencies, '');
    const { after, progress: known } = await store.refreshes.cursor(progress);
    // It was done and noted, and whoever has done it died before saying so.
    if (known?.page === progress.page + 1) return known;
    const { next, last } = await lookAfter(progress, { after, published, attempt, dependencies });
    return noted({ ...next, page: progress.page + 1 }, dependencies, last);
  };
}

/** A later release has taken over. */
const over = { status: 'superseded' } as const;

/** Notes how far it has come while nothing is done, and whether a later release has taken over. */
export function createRefreshNote(
  dependencies: Pick<RefreshDependencies, 'store'>,
): (progress: RefreshProgress) => Promise<RefreshProgress> {
  return async (progress) => {
    const isOurs = isCurrent(progress, await dependencies.store.releases.published());
    return isOurs ? noted(progress, dependencies) : noted({ ...progress, ...over }, dependencies, '');
  };
}

async function noted(
  progress: RefreshProgress,
  { store }: Pick<RefreshDependencies, 'store'>,
  after?: string,
): Promise<RefreshProgress> {
  const now = { ...progress, updatedAt: Date.now() };
  await store.refreshes.note(now, after);
  return now;
}

function isCurrent({ release, since }: RefreshProgress, published: Published | null): published is Published {
  return published?.release.id === release && published.since === since;
}

interface Looking {
  /** The id of the last user of the page before. */
  readonly after: string;
  readonly published: Published;
  readonly attempt: number;
  readonly dependencies: RefreshDependencies;
}

interface Looked {
  readonly next: RefreshProgress;
  /** The id of the last user; empty where nobody is left. */
  readonly last: string;
}

async function lookAfter(progress: RefreshProgress, looking: Looking): Promise<Looked> {
  const { users } = looking.dependencies.store;
  const size = pageOf(progress.rate);
  const of = progress.page === 0 ? await users.count() : progress.of;
  const ids = await users.page(looking.after, size);
  const ends = await inHands(ids, (id) => refreshUser(id, looking.published, looking.dependencies));
  const failures = ends.filter((end) => end.status === 'rejected');
  if (failures.length > 0 && looking.attempt < patientFor) throw failures[0]?.reason;
  for (const { reason } of failures)
    looking.dependencies.log.error({ err: reason as unknown }, 'left out of the refresh');
  const written = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  const isDone = ids.length < size;
  const next = {
    ...progress,
    of: Math.max(of, progress.done + ids.length),
    status: isDone ? 'done' : 'running',
    done: progress.done + ids.length,
    ...countsOf(progress, written),
    failed: progress.failed + failures.length,
  } as const;
  return { next, last: isDone ? '' : (ids.at(-1) ?? looking.after) };
}

function countsOf(
  { changed, enrolled }: RefreshProgress,
  users: readonly RefreshedUser[],
): Pick<RefreshProgress, 'changed' | 'enrolled'> {
  return {
    changed: changed + users.filter((user) => user.changed).length,
    enrolled: enrolled + users.reduce((sum, user) => sum + user.entered, 0),
  };
}

/** Works on each, several at the same time; one that fails keeps no other from being worked on. */
async function inHands<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly PromiseSettledResult<Result>[]> {
  const left = items.values();
  const ends: PromiseSettledResult<Result>[] = [];
  const hand = async (): Promise<void> => {
    for (const item of left) ends.push(...(await Promise.allSettled([work(item)])));
  };
  await Promise.all(Array.from({ length: atOnce }, hand));
  return ends;
}
