import { idsOf, type User } from '../../domain/enrolment/user.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Store } from '../../store/index.ts';
import type { Showing } from '../../store/showings.ts';

/** An item that a slot of the product gave a user. */
export interface Shown extends Pick<Showing, 'slot' | 'item' | 'rule' | 'at'> {
  /** When the product said that it had come into view; null: it has not. */
  readonly seen: Instant | null;
}

/** More than anybody asks about; the newest say what is shown now. */
const most = 20;

/** What slots of the product gave the user, the oldest of the newest first. */
export async function shownTo({ showings }: Pick<Store, 'showings'>, user: User): Promise<readonly Shown[]> {
  const all = await showings.of(idsOf(user));
  const seen = new Map(all.flatMap((each) => (each.kind === 'seen' ? [[placeOf(each), each.at] as const] : [])));
  const chosen = all.filter(({ kind }) => kind === 'chosen');
  return chosen.slice(-most).map((showing) => {
    const { slot, item, rule, at } = showing;
    return { slot, item, rule, at, seen: seen.get(placeOf(showing)) ?? null };
  });
}

function placeOf({ user, slot, item, session }: Showing): string {
  return JSON.stringify([user, slot, item, session]);
}
