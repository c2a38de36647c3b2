import { minute } from '../../../domain/time/instant.ts';
import { doubtsOf, type Doubts } from '../crash/doubts.ts';
import type { Death } from '../crash/points.ts';
import { rests } from '../crash/seams.ts';
import { createLineage, type Lineage } from '../lineage.ts';
import type { Case, Place } from './cases.ts';
import type { EndState } from './end-state.ts';
import { openHouse, type House } from './house.ts';
import { freshUser } from './life.ts';
import { stories } from './stories.ts';

/** How a case ended. */
export interface Ran {
  readonly end: EndState;
  /** Deaths that did not come. */
  readonly survived: readonly Death[];
  readonly passages: Readonly<Record<string, number>>;
  readonly doubts: Doubts;
}

export interface Wave {
  readonly cases: readonly Case[];
  /** Where the bundled workflows are. */
  readonly bundle: string;
  /** Whether workers sweep while they are still to die; the last one does. */
  readonly isSweeping: boolean;
}

/** For one whose place does not come, all the others wait. */
const patience = 3 * minute;

/**
 * Plays each case for somebody of their own, all at once on one worker and one ingest. Everybody stops right after their
 * write; when all have, both processes are killed for all of them at once, and others go on. Who dies less often begins
 * later: after the last death of all nobody is killed any more.
 */
export async function playWave(wave: Wave): Promise<ReadonlyMap<Case, PromiseSettledResult<Ran>>> {
  const house = await openHouse();
  const birth = { environment: house.environment, log: null };
  const worker = createLineage({ ...birth, program: 'worker' });
  const ingest = createLineage({ ...birth, program: 'ingest' });
  try {
    return await play(wave, { house, worker, ingest });
  } finally {
    await Promise.all([worker.close(), ingest.close()]);
    await house.close();
  }
}

interface Processes {
  readonly house: House;
  readonly worker: Lineage;
  readonly ingest: Lineage;
}

/** Somebody to whom a case happens. */
interface Somebody {
  readonly user: string;
  readonly each: Case;
  /** The generation of processes with which the story begins. */
  readonly from: number;
}

async function play(
  { cases, bundle, isSweeping }: Wave,
  processes: Processes,
): Promise<ReadonlyMap<Case, PromiseSettledResult<Ran>>> {
  const { house, worker, ingest } = processes;
  const deaths = Math.max(...cases.map(deathsOf));
  const all = cases.map((each): Somebody => ({ user: freshUser(), each, from: deaths - deathsOf(each) }));
  const lives = new Map<Somebody, Promise<EndState>>();
  const survived: Death[] = [];
  await refuse(house, all, 'at first');
  for (let generation = 0; generation <= deaths; generation++) {
    const isLast = generation === deaths;
    await Promise.all([
      worker.succeed({
        stops: stopsOf(all, generation, 'worker'),
        parameters: [bundle, isLast || isSweeping ? '' : rests],
      }),
      ingest.succeed({ stops: stopsOf(all, generation, 'ingest'), parameters: [] }),
    ]);
    for (const each of all.filter(({ from }) => from === generation)) {
      const life = stories[each.each.story]({ house, user: each.user, ingest });
      life.catch(() => undefined);
      lives.set(each, life);
    }
    if (isLast) break;
    const left = await Promise.all([worker.stopped(patience), ingest.stopped(patience)]);
    survived.push(...left.flat());
    if (generation === deaths - 1) await refuse(house, all, 'after the death');
  }
  const ran = all.map(async (each): Promise<Ran> => {
    const { user } = each;
    const end = await lives.get(each)!;
    const passages = { ...worker.passages(user), ...ingest.passages(user) };
    const doubts = doubtsOf(worker.traces(user));
    return { end, survived: survived.filter((death) => death.user === user), passages, doubts };
  });
  const ends = await Promise.allSettled(ran);
  return new Map(all.map(({ each }, index) => [each, ends[index]!]));
}

function deathsOf({ ingest, worker }: Case): number {
  return Math.max(ingest.length, worker.length);
}

function stopsOf(all: readonly Somebody[], generation: number, process: 'worker' | 'ingest'): readonly Death[] {
  return all.flatMap(({ user, each, from }) => {
    const place: Place | undefined = each[process][generation - from];
    return place === undefined ? [] : [{ ...place, user }];
  });
}

async function refuse({ kept }: House, all: readonly Somebody[], when: Case['refusal']): Promise<void> {
  for (const { user, each } of all) {
    if (each.refusal !== when) continue;
    await kept.stack.inbox.behave({ to: `${user}@crash.test`, how: { kind: 'refuse', code: 451 }, times: 1 });
  }
}
