import type { Milliseconds } from '../../domain/time/instant.ts';
import type { Death, Listening, Passed } from './crash/points.ts';
import type { Trace } from './crash/traces.ts';
import { bear, words, type Birth, type Mortal } from './mortal.ts';
import { until } from './until.ts';

/** Processes that follow each other: each is killed when the users for whom it is to die have come to their places. */
export interface Lineage {
  /** Kills the living one, if there is one, and starts the next; resolves when that is ready. */
  succeed(life: Life): Promise<void>;
  /** Resolves when everybody has stopped in the living one, or none did for so long: with those who did not. */
  stopped(patience: Milliseconds): Promise<readonly Death[]>;
  /** Has a message taken in, by whoever lives; again and again until somebody has acknowledged it. */
  take(message: object): Promise<void>;
  /** How often a user passed each point, over all of them. */
  passages(user: string): Readonly<Record<string, number>>;
  /** What attempts to deliver a user's nudges have told, over all of them. */
  traces(user: string): readonly Trace[];
  close(): Promise<void>;
}

/** What one of them is told at its birth. */
interface Life {
  readonly stops: readonly Death[];
  readonly parameters: readonly string[];
}

export function createLineage(birth: Omit<Birth, keyof Listening | 'parameters'>): Lineage {
  const passed = new Map<string, Record<string, number>>();
  const traces: Trace[] = [];
  let awaited: readonly (Death & { readonly left: number })[] = [];
  let living: Promise<Mortal> | null = null;
  let isClosing = false;

  function onPassed({ point, user }: Passed): void {
    const points = passed.get(user) ?? {};
    passed.set(user, { ...points, [point]: (points[point] ?? 0) + 1 });
    awaited = awaited
      .map((each) => (each.point === point && each.user === user ? { ...each, left: each.left - 1 } : each))
      .filter(({ left }) => left > 0);
  }

  const listening: Listening = { onPassed, onTrace: (trace) => void traces.push(trace) };

  async function next({ stops, parameters }: Life): Promise<Mortal> {
    awaited = stops.map((stop) => ({ ...stop, left: stop.passage }));
    const mortal = bear({ ...birth, parameters: [JSON.stringify(stops), ...parameters], ...listening });
    await mortal.ready;
    return mortal;
  }

  async function kill(): Promise<void> {
    await living?.then(
      (mortal) => mortal.kill(),
      () => undefined,
    );
  }

  return {
    async succeed(life) {
      const before = kill();
      living = before.then(() => next(life));
      living.catch(() => undefined);
      const mortal = await living;
      const mine = living;
      void mortal.ended.then((how) => {
        if (living !== mine || isClosing) return;
        living = Promise.reject(new Error(`nobody told the ${birth.program} to end ${words(how)}`));
        living.catch(() => undefined);
      });
    },
    async stopped(patience) {
      const look = (): Promise<true | null> => Promise.resolve(awaited.length === 0 ? true : null);
      await until(look, { within: patience, otherwise: () => '' }).catch(() => undefined);
      return awaited;
    },
    async take(message) {
      for (;;) {
        const answer = (await (await living)?.post(message)) ?? 'gone';
        if (answer === 'gone') continue;
        if (answer.acknowledged) return;
        throw new Error(answer.because ?? 'refused');
      }
    },
    passages: (user) => passed.get(user) ?? {},
    traces: (name) => traces.filter(({ user }) => user === name),
    async close() {
      isClosing = true;
      await kill();
    },
  };
}
