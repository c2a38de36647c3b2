import { idsOf, type User } from '../../domain/enrolment/user.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Store } from '../../store/index.ts';

/** The arm of an experiment that a user was given, which stays. */
export interface Arm {
  readonly experiment: string;
  readonly arm: string;
  /** When it was met first; null, as what follows, where no record of that is kept. */
  readonly at: Instant | null;
  /** 0–1: where the user fell. */
  readonly bucket: number | null;
  /** 0–1: of this arm, then. */
  readonly probability: number | null;
}

/** Every arm of a user, with how it was first met. */
export async function armsOf({ exposures }: Pick<Store, 'exposures'>, user: User): Promise<readonly Arm[]> {
  const given = Object.entries(user.arms);
  if (given.length === 0) return [];
  const met = await exposures.of(idsOf(user));
  return given.map(([experiment, arm]) => {
    const first = met.find((each) => each.experiment === experiment && each.arm === arm && each.bucket !== null);
    const { at = null, bucket = null, probability = null } = first ?? {};
    return { experiment, arm, at, bucket, probability };
  });
}
