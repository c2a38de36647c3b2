/** What has to be undone when the demonstration ends, last begun first, each step even if another fails. */
export interface Undo {
  add(what: string, step: () => unknown): void;
  /** Runs once, however often it is called. */
  run(): Promise<void>;
}

export function createUndo(onError: (what: string, error: unknown) => void): Undo {
  const steps: { what: string; step: () => unknown }[] = [];
  let running: Promise<void> | null = null;

  async function undo(): Promise<void> {
    for (let last = steps.pop(); last !== undefined; last = steps.pop()) {
      try {
        await last.step();
      } catch (error) {
        onError(last.what, error);
      }
    }
  }

  return {
    add: (what, step) => void steps.push({ what, step }),
    run: () => (running ??= undo()),
  };
}
