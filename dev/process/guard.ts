/** Something that must not outlive this process. */
export interface Guarded {
  /** The last chance, when the process exits or crashes: must be synchronous. */
  readonly atExit: () => void;
  /** The orderly way, when a signal asks us to end and nobody else in the process handles it. */
  readonly onSignal: () => Promise<void>;
}

const guarded = new Set<Guarded>();
const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

function atExit(): void {
  for (const each of guarded) each.atExit();
}

/** With a listener of its own the program decides when to stop what it started; without one, we do, and then die as asked. */
function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  const endings = [...guarded].map((each) => each.onSignal());
  void Promise.allSettled(endings).then(() => {
    disarm();
    process.kill(process.pid, signal);
  });
}

function arm(): void {
  process.on('exit', atExit);
  for (const signal of signals) process.on(signal, onSignal);
}

function disarm(): void {
  process.off('exit', atExit);
  for (const signal of signals) process.off(signal, onSignal);
}

/** Watches over it until the returned function is called. */
export function guard(each: Guarded): () => void {
  if (guarded.size === 0) arm();
  guarded.add(each);
  return () => {
    if (guarded.delete(each) && guarded.size === 0) disarm();
  };
}
