import { UsherError } from '../domain/errors.ts';
import type { LinkKeys } from '../domain/link/seal.ts';
import { openSeen } from '../domain/slot/token.ts';
import type { Clock } from '../domain/time/clock.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { InTime } from './in-time.ts';
import type { Opening } from './opening.ts';
import { forgottenError } from './known-user.ts';
import { checkedUser } from './request.ts';

/** Records that an item was seen; true when it is the first time in its session. */
export type Seen = (token: string, by: { readonly user: string }) => Promise<boolean>;

interface Seeing {
  readonly opening: Opening;
  readonly inTime: InTime;
  readonly keys: LinkKeys;
  readonly clock: Clock;
  readonly now: () => Instant;
}

/** A token says all that is recorded: nobody can have seen what was not chosen for them. */
export function createSeen({ opening, inTime, keys, clock, now }: Seeing): Seen {
  return async (token, by) => {
    if (keys.secrets.length === 0)
      throw new UsherError('CONFIGURATION_INVALID', 'no secrets were given; expected a key that signs tokens');
    if (typeof token !== 'string') throw new UsherError('REQUEST_INVALID', 'token: expected the text of a token');
    const user = checkedUser((by as Partial<typeof by> | undefined)?.user);
    const at = clock.at(now(), user);
    const claims = openSeen(keys, token, { user, now: at });
    return inTime(async () => {
      const { users, showings } = await opening.get();
      if ((await users.read(user)).forgotten) throw forgottenError(user);
      return showings.record({ ...claims, kind: 'seen', at });
    });
  };
}
