import type { Result, Sending } from '../domain/enrolment/deliver.ts';
import { suppressedWith } from '../domain/enrolment/suppress.ts';
import { changed } from '../domain/enrolment/user.ts';
import type { Store } from '../store/index.ts';
import { guarded } from './write.ts';

/** More share no address; who is left out hears of it by a refusal of their own. */
const mostSharing = 100;

interface Handed {
  readonly sending: Sending;
  readonly result: Result;
}

/** An address that takes no mail takes none from anybody else who has it, or will have it. */
export async function suppress({ result, sending: { to, user } }: Handed, store: Store): Promise<void> {
  if (!isRefused(result)) return;
  await store.forgotten.suppress([to]);
  const sharing = await store.users.byAddress(to, mostSharing);
  for (const other of sharing.filter((each) => each !== user.id)) await keep(other, to, store);
}

/**
 * Nor from whoever had it: mostly the next decision says so with the rest. A visit that was over before the provider
 * answered takes none.
 */
export async function suppressOwn({ result, sending: { to, user } }: Handed, store: Store): Promise<void> {
  if (isRefused(result)) await keep(user.id, to, store);
}

function isRefused(result: Result): boolean {
  return result.kind === 'failed' && result.refused;
}

/** In the user's own document; kept there already, or of whom nothing is known any more, nothing is written. */
async function keep(id: string, address: string, store: Store): Promise<void> {
  await guarded(store, id, (known) => {
    const isNews = known.revision > 0 && !known.suppressed.includes(address.toLowerCase());
    return { outcome: null, user: isNews ? changed(known, { suppressed: suppressedWith(known, address) }) : null };
  });
}
