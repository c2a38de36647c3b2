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
  if (result.kind !== 'failed' || !result.refused) return;
  await store.forgotten.suppress([to]);
  const sharing = await store.users.byAddress(to, mostSharing);
  for (const other of sharing.filter((each) => each !== user.id)) {
    await guarded(store, other, (known) => {
      const isNews = !known.suppressed.includes(to.toLowerCase());
      return { outcome: null, user: isNews ? changed(known, { suppressed: suppressedWith(known, to) }) : null };
    });
  }
}
