import { UsherError } from '../domain/errors.ts';
import type { Milliseconds } from '../domain/time/instant.ts';

/** Does something, and gives up waiting for it after a while. @throws UsherError SERVER_UNREACHABLE */
export type InTime = <Value>(work: () => Promise<Value>) => Promise<Value>;

/** While so many that nobody waits for any more are still under way, no more are begun. */
const mostLate = 50;

/** Work that MongoDB has to answer within a deadline. */
export function createInTime(deadline: Milliseconds): InTime {
  let late = 0;

  return async (work) => {
    if (late >= mostLate) throw new UsherError('SERVER_UNREACHABLE', `MongoDB has not answered the last ${late} times`);
    let timer: NodeJS.Timeout | undefined;
    let isLate = false;
    const working = work();
    const over = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        isLate = true;
        late += 1;
        reject(new UsherError('SERVER_UNREACHABLE', `MongoDB did not answer within ${deadline} ms`));
      }, deadline);
    });
    const done = (): void => {
      clearTimeout(timer);
      if (isLate) late -= 1;
    };
    working.then(done, done);
    return Promise.race([working, over]);
  };
}
