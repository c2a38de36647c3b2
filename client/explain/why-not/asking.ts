import type { User } from '../../../domain/enrolment/user.ts';
import type { Release } from '../../../domain/release/release.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { Store } from '../../../store/index.ts';
import type { Line } from '../story.ts';

/** Of whom, and as of when, it is asked why something has not come. */
export interface Asking {
  readonly store: Pick<Store, 'releases' | 'switches'>;
  readonly user: User;
  readonly current: Release | null;
  /** All of it. */
  readonly story: readonly Line[];
  readonly zone: string;
  readonly now: Instant;
}
