import {
  ApplicationFailure,
  continueAsNew,
  condition,
  defineQuery,
  defineUpdate,
  proxyActivities,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { RefreshActivities } from '../activities/refresh/index.ts';
import type { ErrorCode } from '../domain/errors.ts';
import { beginning, highestRate, pageOf, type RefreshProgress } from '../domain/release/refresh.ts';
import {
  refreshCommands,
  refreshQuery,
  refreshQueue,
  type RefreshCommand,
  type RefreshRequest,
} from '../domain/release/refresh-workflow.ts';
import { isLong } from './continuing.ts';

const progressQuery = defineQuery<RefreshProgress>(refreshQuery);
const pause = defineUpdate<string, [RefreshCommand]>(refreshCommands.pause);
const resume = defineUpdate<string, [RefreshCommand]>(refreshCommands.resume);

/** While it is paused it looks so often whether a later release has taken over. */
const looksEvery = '10 min';

/** Every process reads once a second which release is current; none writes by the one before any more. */
const settles = '3 s';

/**
 * Brings everybody up to date with a release, page after page by the users' ids, at a set rate. It knows how far it has
 * come and nothing of what is done to a user; a release that is published later takes over from it.
 */
export async function refresh(request: RefreshRequest): Promise<RefreshProgress> {
  const { release, since, rate, from } = request;
  let progress = from ?? beginning({ release, since }, { rate, now: Date.now() });
  let told = progress.paused;
  const { refreshPage, refreshNote } = activities();
  setHandler(progressQuery, () => shown());
  setHandler(pause, halt, { validator: (command: RefreshCommand) => check('pause', command, told !== null) });
  setHandler(resume, goOn, { validator: (command: RefreshCommand) => check('resume', command, told === null) });

  function shown(): RefreshProgress {
    return told === null ? progress : { ...progress, status: 'paused', paused: told };
  }

  function say(paused: RefreshProgress['paused']): string {
    told = paused;
    return `${paused === null ? 'goes on' : 'paused'} after ${progress.done} of ${progress.of} users`;
  }

  function halt({ by, reason }: RefreshCommand): string {
    return say({ by, reason });
  }

  function goOn({ rate: other = progress.rate }: RefreshCommand): string {
    progress = { ...progress, rate: other, status: 'running', paused: null };
    return say(null);
  }

  if (progress.page === 0) await sleep(settles);
  for (;;) {
    if (told !== null) {
      const noted = await refreshNote(shown());
      if (noted.status === 'superseded') return noted;
      await condition(() => told === null, looksEvery);
      if (isLong()) await continueAsNew<typeof refresh>({ ...request, from: shown() });
      continue;
    }
    const began = Date.now();
    const next = await refreshPage(progress);
    // What was told meanwhile holds from now on.
    progress = { ...next, rate: progress.rate };
    if (progress.status !== 'running') return progress;
    await condition(() => told !== null, Math.max(1, began + lasts(progress) - Date.now()), {
      summary: words(progress),
    });
    if (isLong()) await continueAsNew<typeof refresh>({ ...request, from: shown() });
  }
}

function activities(): ReturnType<typeof proxyActivities<RefreshActivities>> {
  const taskQueue = refreshQueue(workflowInfo().taskQueue);
  return proxyActivities<RefreshActivities>({
    taskQueue,
    startToCloseTimeout: '2 min',
    retry: { maximumInterval: '1 min' },
  });
}

/** How long a page takes at the rate that was set (ms). */
function lasts({ rate }: RefreshProgress): number {
  return (pageOf(rate) / rate) * 1000;
}

function words({ done, of, enrolled }: RefreshProgress): string {
  return `${done} of ${of} users are up to date, ${enrolled} have entered`;
}

function check(kind: 'pause' | 'resume', { by, reason, rate = 1 }: RefreshCommand, isSo: boolean): void {
  const told = [by, reason].every((text) => typeof text === 'string' && text !== '');
  if (!told) throw failure('COMMAND_INVALID', `${kind}: expected who does it (by) and why (reason)`);
  if (!Number.isInteger(rate) || rate < 1 || rate > highestRate)
    throw failure(
      'COMMAND_INVALID',
      `${kind}: found rate ${String(rate)}, expected 1 to ${highestRate} users a second`,
    );
  if (isSo) throw failure('COMMAND_REFUSED', `${kind}: it is ${kind === 'pause' ? 'paused already' : 'not paused'}`);
}

function failure(type: ErrorCode, message: string): ApplicationFailure {
  return ApplicationFailure.create({ type, message, nonRetryable: true });
}
