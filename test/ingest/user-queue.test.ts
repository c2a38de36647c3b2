import { createUserQueue } from '../../ingest/user-queue.ts';

/** A run that stays under way until it is let go (in advance, if it has not begun), and what it was given. */
function gate(): { batches: string[][]; run: (key: string, items: readonly string[]) => Promise<string[]>; open: () => void } {
  const batches: string[][] = [];
  const waiting: (() => void)[] = [];
  let permits = 0;
  return {
    batches,
    run: (key, items) => {
      batches.push([key, ...items]);
      const answer = items.map((item) => item.toUpperCase());
      if (permits > 0) {
        permits--;
        return Promise.resolve(answer);
      }
      return new Promise((resolve) => waiting.push(() => resolve(answer)));
    },
    open: () => {
      const next = waiting.shift();
      if (next === undefined) permits++;
      else next();
    },
  };
} // prettier-ignore

describe('the queue by user', () => {
  it('answers each in order', async () => {
    const queue = createUserQueue<string, string>((_, items) => Promise.resolve(items.map((item) => `${item}!`)));
    expect(await Promise.all(['a', 'b', 'c'].map((item) => queue.add('bo', item)))).toEqual(['a!', 'b!', 'c!']);
  });

  it('takes what came meanwhile as the next batch, together', async () => {
    const { batches, run, open } = gate();
    const queue = createUserQueue(run);
    const first = queue.add('bo', 'a');
    const rest = ['b', 'c', 'd'].map((item) => queue.add('bo', item));
    open();
    expect(await first).toBe('A');
    open();
    expect(await Promise.all(rest)).toEqual(['B', 'C', 'D']);
    expect(batches).toEqual([
      ['bo', 'a'],
      ['bo', 'b', 'c', 'd'],
    ]);
  });

  it('lets nobody wait for another user', async () => {
    const { batches, run, open } = gate();
    const queue = createUserQueue(run);
    const both = [queue.add('bo', 'a'), queue.add('di', 'b')];
    expect(batches).toEqual([
      ['bo', 'a'],
      ['di', 'b'],
    ]);
    open();
    open();
    expect(await Promise.all(both)).toEqual(['A', 'B']);
  });

  it('bounds a batch at a hundred', async () => {
    const sizes: number[] = [];
    const queue = createUserQueue<number, number>((_, items) => {
      sizes.push(items.length);
      return Promise.resolve([...items]);
    });
    await Promise.all(Array.from({ length: 250 }, (_, index) => queue.add('bo', index)));
    expect(sizes.every((size) => size <= 100)).toBe(true);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(250);
  });

  it('tells everybody of a batch that failed, and goes on with the next', async () => {
    let fails = true;
    const queue = createUserQueue<string, string>((_, items) => {
      if (fails) return Promise.reject(new Error('the database is away'));
      return Promise.resolve([...items]);
    });
    const first = queue.add('bo', 'a');
    await expect(first).rejects.toThrow('the database is away');
    fails = false;
    expect(await queue.add('bo', 'b')).toBe('b');
  });

  it('is idle when nothing is under way, what was added while it was awaited included', async () => {
    const { run, open } = gate();
    const queue = createUserQueue(run);
    const added = queue.add('bo', 'a').then(() => queue.add('bo', 'b'));
    let idle = false;
    const waited = queue.idle().then(() => (idle = true));
    open();
    await Promise.race([waited, new Promise(setImmediate)]);
    expect(idle).toBe(false);
    open();
    expect(await added).toBe('B');
    await waited;
    expect(idle).toBe(true);
  });
});
