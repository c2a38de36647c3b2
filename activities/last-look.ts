import type { Result, Sending } from '../domain/enrolment/deliver.ts';
import { isWithdrawn } from '../domain/enrolment/last-look.ts';
import type { User } from '../domain/enrolment/user.ts';
import type { Heard } from '../domain/journey/background.ts';
import type { Live } from '../domain/pacing/live.ts';
import { questionOf, type Asked } from './answer.ts';
import { liveOf } from './live.ts';

/** A reservation that is about to be handed over. */
export interface Looking {
  readonly sending: Sending;
  readonly asked: Asked;
  /** What was read for the reservation. */
  readonly heard: Heard;
}

/** What has come of the last look. */
export interface LastLook {
  readonly seen: User;
  /** What the attempt comes to without being handed over; null where nothing speaks against it. */
  readonly against: Result | null;
}

/** Something has become known since the reservation: the attempt is to be made anew, which decides by that. */
export const withdrawn = {
  kind: 'later',
  because: 'something speaks against it since it was reserved',
  unsure: false,
} as const;
/** It may have been switched off, and nobody can tell. */
const blind = { kind: 'later', because: 'the policy and the switches cannot be read', unsure: false } as const;

/** One more read, as late as can be: a no that came since the reservation is heard. */
export async function lookAgain({ sending, asked, heard }: Looking): Promise<LastLook> {
  const { dependencies, enrolment, pinned } = asked;
  const { store, clock } = dependencies;
  const view = (): Promise<Live | null> => liveOf(store)('handing').catch(() => null);
  const [seen, early] = await Promise.all([store.users.read(enrolment.user), view()]);
  // Mostly it is at hand: but the user may have taken longer to come than switches are good for.
  const live = early && (await view());
  if (live === null) return { seen, against: blind };
  const real = Date.now();
  const moment = { clock, now: clock.at(real, enrolment.user), real };
  const isNo = isWithdrawn(seen, questionOf(asked), { ...pinned, ...live, heard, moment, sending });
  return { seen, against: isNo ? withdrawn : null };
}
