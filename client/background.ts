/** Work that nobody waits for, each piece once. */
export interface Background {
  /** Does what was not done yet under these keys; what fails may be tried again. */
  once(key: string, work: () => Promise<unknown>): void;
  /** Waits for all that is under way. */
  settled(): Promise<void>;
}

/** Of what was done so many are remembered; whatever is done again finds itself in the database. */
const most = 50_000;

export function createBackground(onError: (error: unknown) => void): Background {
  const done = new Set<string>();
  const underWay = new Set<Promise<unknown>>();

  return {
    once(key, work) {
      if (done.has(key)) return;
      done.add(key);
      for (const oldest of done) {
        if (done.size <= most) break;
        done.delete(oldest);
      }
      const working = work().catch((error: unknown) => {
        done.delete(key);
        onError(error);
      });
      underWay.add(working);
      void working.finally(() => underWay.delete(working));
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
