import { isBehind } from '../domain/enrolment/adopt.ts';
import { inDoubt, prepare, type Sending } from '../domain/enrolment/deliver.ts';
import { deliveryLease } from '../domain/enrolment/lease.ts';
import type { User } from '../domain/enrolment/user.ts';
import { nothingHeard, type Heard } from '../domain/journey/background.ts';
import type { Store } from '../store/index.ts';
import { questionOf, type Asked } from './answer.ts';
import { decidingOf } from './deciding.ts';
import type { InTurn, Queued } from './turn.ts';
import { guarded } from './write.ts';

/** What has come of asking whether a nudge may go out, and is written. */
export interface Reserved {
  readonly outcome: ReturnType<typeof prepare> | Queued | { readonly kind: 'behind' };
  readonly user: User;
  readonly heard: Heard;
  /** An attempt before this one has never said how it ended. */
  readonly isCutOff: boolean;
}

/** Writes the reservation of a nudge that may go out, or what is decided instead. @throws UsherError USER_BUSY */
export function reserve(asked: Asked, inTurn: InTurn): Promise<Reserved> {
  const { enrolment } = asked;
  const { store } = asked.dependencies;
  return guarded<Reserved>(store, enrolment.user, async (user) => {
    const isOlder = isBehind(user, questionOf(asked));
    if (isOlder)
      return { outcome: { outcome: { kind: 'behind' }, user, heard: nothingHeard, isCutOff: false }, user: null };
    const deciding = await decidingOf(user, asked);
    const { heard } = deciding;
    const delivering = { ...deciding, lease: deciding.moment.real + deliveryLease };
    const before = inDoubt(user, questionOf(asked), delivering);
    const isCutOff = before !== null && before.entry.lease !== null;
    if (before !== null && (await isSent(store, before)))
      return { outcome: { outcome: before, user, heard, isCutOff }, user: null };
    const prepared = prepare(user, questionOf(asked), delivering);
    const outcome =
      prepared.kind === 'send' ? await inTurn(user, questionOf(asked), { ...deciding, sending: prepared }) : prepared;
    return { outcome: { outcome, user, heard, isCutOff }, user: 'user' in outcome ? outcome.user : null };
  });
}

/** An attempt notes what its provider has answered before it takes the next decision; it may have ended in between. */
async function isSent(store: Store, { entry }: Sending): Promise<boolean> {
  return (await store.nudges.read(entry.nudge))?.status === 'sent';
}
