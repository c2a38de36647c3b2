import { changed } from '../domain/enrolment/user.ts';
import { UsherError } from '../domain/errors.ts';
import type { Exposure } from '../domain/experiment/experiment.ts';
import { own } from '../domain/own.ts';
import { merged } from '../domain/record.ts';
import type { SlotDecision } from '../domain/slot/decision.ts';
import type { Instant } from '../domain/time/instant.ts';
import { slotExposureKey } from '../store/exposure-keys.ts';
import type { Store } from '../store/index.ts';

/** A decision that was given, to whom and when. */
export interface Given {
  readonly decision: SlotDecision;
  readonly user: string;
  readonly session: string;
  readonly at: Instant;
}

/** Other writers of the same user may be faster; more losses in a row mean that something is wrong. */
const tries = 20;

/** Records what a decision has chosen: the arms that were met first, and each arm and item once for a session. */
export async function recordGiven(store: Store, { decision, user, session, at }: Given): Promise<void> {
  const { slot, arms, items, release } = decision;
  if (release === null || (await store.users.read(user)).forgotten) return;
  const first = arms.filter(({ bucket }) => bucket !== null);
  if (first.length > 0) await keepArms(store, user, first);
  const about = { user, slot, session, release, kind: 'chosen' } as const;
  for (const exposure of arms) {
    const record = { ...exposure, ...about };
    await store.exposures.recordOnce(slotExposureKey(record), record);
  }
  for (const { item, rule } of items) await store.showings.record({ ...about, item, rule, at });
}

/** An arm that was given before stands. @throws UsherError USER_BUSY */
async function keepArms(store: Store, id: string, met: readonly Exposure[]): Promise<void> {
  for (let lost = 0; lost < tries; lost++) {
    const user = await store.users.read(id);
    const fresh = met.filter(({ experiment }) => own(user.arms, experiment) === undefined);
    if (fresh.length === 0 || user.revision === 0) return;
    const arms = Object.fromEntries(fresh.map(({ experiment, arm }) => [experiment, arm]));
    if (await store.users.write(changed(user, { arms: merged(arms, user.arms) }), Date.now())) return;
  }
  throw new UsherError('USER_BUSY', `user was changed by others ${tries} times in a row while an arm was to be kept`);
}
