import { setTimeout as sleep } from 'node:timers/promises';
import type { User } from '../../domain/enrolment/user.ts';
import { wakesAt } from '../../domain/journey/wakes-at.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { UserStore } from '../../store/users.ts';

/**
 * A decision takes a few hundredths of a second; a timer is up to a second late, so most of the waiting is for one. On a
 * machine that is behind hundreds of users wait: they look less and less often, or the looking would be what it does.
 */
const firstLook = 20;
const lastLook = 1_280;

/**
 * Waits until everything that is due for a user before `instant` has been decided: then an event of that instant meets
 * the same state as it would in real time, however fast the clock runs and however slow the machine is.
 */
export async function untilSettled(
  users: UserStore,
  id: string,
  { instant, signal }: { instant: Instant; signal: AbortSignal },
): Promise<void> {
  for (let pause = firstLook; !settled(await users.read(id), instant); pause = Math.min(2 * pause, lastLook)) {
    await sleep(pause, undefined, { signal });
  }
}

function settled({ visits, flipAt }: User, instant: Instant): boolean {
  if (flipAt !== null && flipAt <= instant) return false;
  return Object.values(visits).every(({ status, decision, woke, number }) => {
    if (status === 'closed') return true;
    return decision?.effect.kind === 'wait' && wakesAt(decision.effect) > instant && woke?.number !== number;
  });
}
