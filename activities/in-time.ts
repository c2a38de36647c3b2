import { UsherError } from '../domain/errors.ts';
import { second, type Milliseconds } from '../domain/time/instant.ts';

/** A database that takes so long does not answer: nobody hangs with it while others wait for what was asked. */
const answersWithin: Milliseconds = 3 * second;

/**
 * What the database answers, in time.
 * @param failed says what it does not do
 * @throws UsherError SERVER_UNREACHABLE where it takes longer; what was asked for may be done all the same
 */
export async function inTime<Value>(asked: Promise<Value>, failed: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, answersWithin, new UsherError('SERVER_UNREACHABLE', `MongoDB does not ${failed}`));
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
