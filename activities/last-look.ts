import type { Result, Sending } from '../domain/enrolment/deliver.ts';
import { isWithdrawn } from '../domain/enrolment/last-look.ts';
import type { User } from '../domain/enrolment/user.ts';
import type { Heard } from '../domain/journey/background.ts';
import type { Live } from '../domain/pacing/live.ts';
import type { HeldTurn } from '../domain/pacing/rate.ts';
import { questionOf, type Asked } from './answer.ts';
import { liveOf } from './live.ts';
import type { Turns } from './turn.ts';

/** A reservation that is about to be handed over. */
export interface Looking {
  readonly sending: Sending;
  readonly asked: Asked;
  /** What was read for the reservation. */
  readonly heard: Heard;
  readonly turns: Turns;
}

/** What has come of the last look. */
export interface LastLook {
  readonly seen: User;
  /** What the attempt comes to without being handed over; null where nothing speaks against it and it is its turn. */
  readonly against: Result | HeldTurn | null;
}

/** Something has become known since the reservation: the attempt is to be made anew, which decides by that. */
export const withdrawn = {
  kind: 'later',
  because: 'something speaks against it since it was reserved',
  unsure: false,
} as const;
/** It may have been switched off, and nobody can tell. */
const blind = { kind: 'later', because: 'the policy and the switches cannot be read', unsure: false } as const;

/**
 * The last look, when it is the nudge's turn. On a machine that has more to do than it can, the turn may be over by then:
 * it takes another, if there is one soon, and is looked at again.
 */
export async function lookInTurn(looking: Looking): Promise<LastLook> {
  const { sending, turns } = looking;
  for (;;) {
    await turns.come(sending);
    const began = performance.now();
    const look = await lookAgain(looking);
    if (look.against !== null || !turns.isMissed(sending, performance.now() - began)) return look;
    const turn = await turns.another(sending);
    if (turn === null) return lookAgain(looking);
    if (turn.kind === 'hold') return { ...look, against: turn };
  }
}

/** One more read, as late as can be: a no that came since the reservation is heard. */
async function lookAgain({ sending, asked, heard }: Looking): Promise<LastLook> {
  const { dependencies, enrolment, pinned } = asked;
  const { store, clock } = dependencies;
  const view = (): Promise<Live | null> => liveOf(store)('handing').catch(() => null);
  // An attempt before may have sent it, and have noted that only now.
  const noted = sending.maybeTwice ? store.nudges.read(sending.entry.nudge) : null;
  const [seen, early, before] = await Promise.all([store.users.read(enrolment.user), view(), noted]);
  // Mostly it is at hand: but the user may have taken longer to come than switches are good for.
  const live = early && (await view());
  if (live === null) return { seen, against: blind };
  const real = Date.now();
  const moment = { clock, now: clock.at(real, enrolment.user), real };
  const isNo = isWithdrawn(seen, questionOf(asked), { ...pinned, ...live, heard, moment, sending });
  return { seen, against: isNo || before?.status === 'sent' ? withdrawn : null };
}
