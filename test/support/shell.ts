import { environmentOf, usher, type Ended } from './command.ts';
import { freshName } from './stack.ts';
import { openTestStore, type TestStore } from './store.ts';

/** A shell in which `usher` knows a database of its own, and the store that looks into it. */
export interface Shell {
  readonly kept: TestStore;
  /** Runs `usher` to its end. */
  usher(...args: readonly string[]): Promise<Ended>;
  /** Has `usher ingest` take a message in. */
  ingest(message: object): Promise<Ended>;
  close(): Promise<void>;
}

export async function openShell(): Promise<Shell> {
  const kept = await openTestStore();
  const environment = environmentOf(kept.stack, freshName('queue'));
  return {
    kept,
    usher: (...args) => usher(args, environment),
    ingest: (message) => usher(['ingest', '-'], environment, JSON.stringify(message)),
    close: () => kept.close(),
  };
}
