import type { Experiment } from './experiment.ts';
import { bucketOf } from './hash.ts';

/** The arm a user falls into at the first meeting. */
export interface Assignment {
  /** Null: outside the coverage. */
  readonly arm: string | null;
  /** 0–1. */
  readonly bucket: number;
  /** Of this arm among those who take part; 0 outside. */
  readonly probability: number;
}

/**
 * Assigns an arm: a pure function of the experiment and the user. Every arm has a range of buckets that begins where
 * the weights before it end and is as long as its own weight times the coverage: more coverage moves nobody.
 * Source: https://docs.growthbook.io/lib/build-your-own#bucket-ranges, `getBucketRanges()` and `chooseVariation()`.
 */
export function assign({ experiment, arms, coverage }: Experiment, user: string): Assignment {
  const bucket = bucketOf(experiment, user);
  const whole = arms.reduce((sum, { weight }) => sum + weight, 0);
  let start = 0;
  for (const { arm, weight } of arms) {
    const probability = weight / whole;
    if (bucket >= start && bucket < start + coverage * probability) return { arm, bucket, probability };
    start += probability;
  }
  return { arm: null, bucket, probability: 0 };
}
