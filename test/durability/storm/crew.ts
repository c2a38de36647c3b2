import { setTimeout as pause } from 'node:timers/promises';
import { bear, type Birth, type Mortal } from '../mortal.ts';
import type { Random } from './random.ts';

type Program = 'worker' | 'ingest';

/** The processes of the storm: whoever is killed is replaced. */
export interface Crew {
  /** Resolves when each has once been ready. */
  working(): Promise<unknown>;
  /** Kills one that works; waits for it where too few do. */
  killOne(): Promise<void>;
  /** An ingest process that works, or null. */
  ingest(): Mortal | null;
  /** How many were killed. */
  kills(): Readonly<Record<Program, number>>;
  /** How many ended though nobody had killed them. */
  fell(): number;
  stop(): Promise<void>;
}

interface Place {
  readonly program: Program;
  mortal: Mortal;
  works: boolean;
}

const places: readonly Program[] = ['worker', 'worker', 'worker', 'ingest', 'ingest'];

/** So many work when one is killed: on a slow machine nothing would happen otherwise. */
const enough = 3;
/** One that cannot start, as its servers are away, is not started again at once. */
const breath = 500;

export function startCrew(birth: Omit<Birth, 'program' | 'parameters'>, random: Random): Crew {
  const kills = { worker: 0, ingest: 0 };
  let fell = 0;
  let stopping = false;
  const killed = new Set<Mortal>();
  const crew = places.map((program): Place => {
    const place: Place = {
      program,
      mortal: bear({ ...birth, program: programOf(program), parameters: [] }),
      works: false,
    };
    follow(place);
    return place;
  });

  function follow(place: Place): void {
    const { mortal } = place;
    mortal.ready.then(
      () => (place.works = true),
      () => undefined,
    );
    void mortal.ended.then(() => {
      const worked = place.works;
      place.works = false;
      if (stopping) return;
      if (worked && !killed.has(mortal)) fell += 1;
      setTimeout(() => replace(place), breath);
    });
  }

  function replace(place: Place): void {
    if (stopping) return;
    place.mortal = bear({ ...birth, program: programOf(place.program), parameters: [] });
    follow(place);
  }

  return {
    working: () => Promise.all(crew.map(({ mortal }) => mortal.ready)),
    async killOne() {
      while (crew.filter(({ works }) => works).length < enough) await pause(breath);
      const working = crew.filter(({ works }) => works);
      const place = random.pick(working);
      place.works = false;
      killed.add(place.mortal);
      kills[place.program] += 1;
      await place.mortal.kill();
    },
    ingest() {
      const working = crew.filter(({ program, works }) => program === 'ingest' && works);
      return working.length === 0 ? null : random.pick(working).mortal;
    },
    kills: () => kills,
    fell: () => fell,
    async stop() {
      stopping = true;
      await Promise.all(crew.map(({ mortal }) => mortal.kill()));
    },
  };
}

function programOf(program: Program): Birth['program'] {
  return program === 'worker' ? 'production worker' : program;
}
