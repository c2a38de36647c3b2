import type { Milliseconds } from '../domain/time/instant.ts';

/** What is done again and again, for as long as a worker runs. */
export interface Repeating {
  /** How long after one time the next begins. */
  readonly every: Milliseconds;
  /** Told whether it is to end as soon as it can. */
  readonly work: (isStopped: () => boolean) => Promise<void>;
  /** Told of a failure, after which the next time comes all the same. */
  readonly onError: (error: unknown) => void;
}

/** Does it now and every so often, never twice at once. The function returned stops it and waits for what is under way. */
export function startRepeating({ every, work, onError }: Repeating): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = run();

  async function run(): Promise<void> {
    try {
      await work(() => stopped);
    } catch (error) {
      onError(error);
    }
    if (!stopped) timer = setTimeout(next, every);
  }

  function next(): void {
    running = run();
  }

  return () => {
    stopped = true;
    clearTimeout(timer);
    return running;
  };
}
