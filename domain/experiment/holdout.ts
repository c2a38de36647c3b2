import { bucketOf } from './hash.ts';

/** Whether a user is kept out of a journey, and the number that says so. */
export interface Holdout {
  readonly heldOut: boolean;
  /** `held out: bucket 0.03, holdout below 0.05`. */
  readonly words: string;
}

/** Decides by user and journey alone, independent of every experiment; null where a journey holds nobody out. */
export function holdoutOf(journey: string, share: number, user: string): Holdout | null {
  if (share <= 0) return null;
  const bucket = bucketOf(`holdout/${journey}`, user);
  const heldOut = bucket < share;
  return { heldOut, words: `${heldOut ? '' : 'not '}held out: bucket ${bucket}, holdout below ${share}` };
}
