import type { Death, Passed } from './crash/points.ts';
import { bear, words, type Birth, type Mortal } from './mortal.ts';

/** Processes that follow each other: whenever one has died as it was told to, the next is started. */
export interface Lineage {
  /** Resolves when the first one is ready. */
  readonly ready: Promise<unknown>;
  /** Tells the living one where to die, and those that follow it. Nobody follows before the mourning is over. */
  doom(deaths: readonly Death[], mourning?: Promise<unknown>): Promise<void>;
  /** Has a message taken in, by whoever lives; again and again until somebody has acknowledged it. */
  take(message: object): Promise<void>;
  /** How often a user passed each point, over all of them. */
  passages(user: string): Readonly<Record<string, number>>;
  /** The deaths still to come. */
  awaited(): readonly Death[];
  close(): Promise<void>;
}

export interface Ancestry extends Omit<Birth, 'onPassed' | 'parameters'> {
  /** What each of them is given, beside its death. */
  readonly parameters: readonly string[];
  readonly onDeath: () => void;
}

export function createLineage({ parameters, onDeath, ...birth }: Ancestry): Lineage {
  const passed = new Map<string, Record<string, number>>();
  let deaths: Death[] = [];
  let mourning: Promise<unknown> = Promise.resolve();
  let close = (): void => {};
  const closing = new Promise<void>((resolve) => (close = resolve));
  let isClosing = false;
  let living = next();
  living.catch(() => undefined);
  const ready = living;

  function onPassed({ point, user }: Passed): void {
    const points = passed.get(user) ?? {};
    passed.set(user, { ...points, [point]: (points[point] ?? 0) + 1 });
  }

  async function next(): Promise<Mortal> {
    const mortal = bear({ ...birth, parameters: [JSON.stringify(deaths[0] ?? null), ...parameters], onPassed });
    const successor = mortal.ended.then(async (how) => {
      if (deaths.length === 0 && !isClosing) throw new Error(`nobody told the ${birth.program} to end ${words(how)}`);
      deaths.shift();
      onDeath();
      await Promise.race([closing, mourning]);
      if (isClosing) throw new Error('closed');
      return next();
    });
    successor.catch(() => undefined);
    void mortal.ended.then(() => {
      living = successor;
    });
    await Promise.race([mortal.ready, closing]);
    return mortal;
  }

  return {
    ready,
    async doom(wanted, until = Promise.resolve()) {
      deaths = [...wanted];
      mourning = until;
      const [first] = deaths;
      if (first !== undefined) await (await living).doom({ doom: first });
    },
    async take(message) {
      for (;;) {
        const answer = await (await living).post(message);
        if (answer === 'gone') continue;
        if (answer.acknowledged) return;
        throw new Error(answer.because ?? 'refused');
      }
    },
    passages: (user) => passed.get(user) ?? {},
    awaited: () => deaths,
    async close() {
      isClosing = true;
      close();
      await living.then(
        (mortal) => mortal.kill(),
        () => undefined,
      );
    },
  };
}
