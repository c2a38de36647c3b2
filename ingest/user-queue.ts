/** Runs one batch at a time for each key; whatever comes meanwhile is the next batch. */
export interface UserQueue<Item, Answer> {
  add(key: string, item: Item): Promise<Answer>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** A batch is bounded so that its write stays small. */
const largestBatch = 100;

/**
 * Queues by key: `run` is given all that waits for one key and returns an answer for each, in order. When it throws,
 * everybody of that batch is told.
 */
export function createUserQueue<Item, Answer>(
  run: (key: string, items: readonly Item[]) => Promise<readonly Answer[]>,
): UserQueue<Item, Answer> {
  const queues = new Map<string, Waiting<Item, Answer>[]>();
  const running = new Map<string, Promise<void>>();

  async function drain(key: string): Promise<void> {
    for (let queue = queues.get(key); queue !== undefined && queue.length > 0; queue = queues.get(key)) {
      await settle(key, queue.splice(0, largestBatch));
    }
    queues.delete(key);
    running.delete(key);
  }

  async function settle(key: string, batch: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await run(key, batch.map(({ item }) => item)); // prettier-ignore
      batch.forEach(({ resolve }, index) => resolve(answers[index] as Answer));
    } catch (error) {
      batch.forEach(({ reject }) => reject(error));
    }
  }

  return {
    add: (key, item) =>
      new Promise((resolve, reject) => {
        const queue = queues.get(key) ?? [];
        queues.set(key, queue);
        queue.push({ item, resolve, reject });
        if (!running.has(key)) running.set(key, drain(key));
      }),
    async idle() {
      while (running.size > 0) await Promise.all(running.values());
    },
  };
}
