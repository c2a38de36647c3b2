import { UsherError } from '../domain/errors.ts';
import type { Milliseconds } from '../domain/time/instant.ts';

/**
 * What the database answers, if it does so in time: nobody hangs with it for whom others wait.
 * @param failed says what it does not do
 * @throws UsherError SERVER_UNREACHABLE where it takes longer; what was asked for may be done all the same
 */
export async function inTime<Value>(asked: Promise<Value>, within: Milliseconds, failed: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, within, new UsherError('SERVER_UNREACHABLE', `MongoDB does not ${failed}`));
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
