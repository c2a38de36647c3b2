import { second } from '../../../domain/time/instant.ts';
import type { Death } from '../crash/points.ts';
import { createLineage, type Lineage } from '../lineage.ts';
import { until } from '../until.ts';
import type { Case, Place } from './cases.ts';
import type { EndState } from './end-state.ts';
import { openHouse, type House } from './house.ts';
import { freshUser, live } from './life.ts';

/** How a case ended. */
export interface Ran {
  readonly end: EndState;
  /** Deaths that did not come. */
  readonly survived: readonly Death[];
  readonly passages: Readonly<Record<string, number>>;
}

/** A database, a worker and an ingest, on which one story is played after the other. */
export interface Lane {
  run(each: Case): Promise<Ran>;
  close(): Promise<void>;
}

/** @param bundle where the bundled workflows are */
export async function openLane(bundle: string): Promise<Lane> {
  const house = await openHouse();
  let dead = (): void => {};
  const birth = { environment: house.environment, log: null };
  const worker = createLineage({ ...birth, program: 'worker', parameters: [bundle], onDeath: () => dead() });
  const ingest = createLineage({ ...birth, program: 'ingest', parameters: [], onDeath: () => {} });
  const lane: Processes = { house, worker, ingest };
  return {
    async run(each) {
      const user = freshUser();
      const refuse = (): Promise<void> => refusalOf(house, user);
      if (each.refusal === 'at first') await refuse();
      const buried = new Promise<void>((resolve) => {
        dead = () => {
          if (each.refusal === 'after the death') void refuse();
          if (worker.awaited().length === 0) resolve();
        };
      });
      return runIn(lane, { each, user, buried });
    },
    async close() {
      await Promise.all([worker.close(), ingest.close()]);
      await house.close();
    },
  };
}

interface Processes {
  readonly house: House;
  readonly worker: Lineage;
  readonly ingest: Lineage;
}

interface Running {
  readonly each: Case;
  readonly user: string;
  /** Resolves when the last death of a worker has come. */
  readonly buried: Promise<void>;
}

async function runIn({ house, worker, ingest }: Processes, { each, user, buried }: Running): Promise<Ran> {
  const of = (places: readonly Place[]): readonly Death[] => places.map((place) => ({ ...place, user }));
  await worker.doom(of(each.worker));
  // Whoever is to be swept does not come back before the sweep has died.
  await ingest.doom(of(each.ingest), each.worker.length > 0 ? buried : undefined);
  const end = await live({ house, user, ingest });
  await allDead([worker, ingest]);
  const survived = [...worker.awaited(), ...ingest.awaited()];
  await Promise.all([worker.doom([]), ingest.doom([])]);
  return { end, survived, passages: { ...worker.passages(user), ...ingest.passages(user) } };
}

function refusalOf({ kept }: House, user: string): Promise<void> {
  return kept.stack.inbox.behave({ to: `${user}@crash.test`, how: { kind: 'refuse', code: 451 }, times: 1 });
}

/** The last point may be passed after the story has ended; that it was not at all is for the test to say. */
async function allDead(lineages: readonly Lineage[]): Promise<void> {
  const look = (): Promise<true | null> =>
    Promise.resolve(lineages.every((each) => each.awaited().length === 0) ? true : null);
  await until(look, { within: 3 * second, otherwise: () => '' }).catch(() => undefined);
}
