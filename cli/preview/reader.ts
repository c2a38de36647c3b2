import { knownUser } from '../../client/known-user.ts';
import { journeyOf } from '../../domain/enrolment/identity.ts';
import type { User } from '../../domain/enrolment/user.ts';
import type { Visit } from '../../domain/enrolment/visit.ts';
import { readSaid } from '../../store/said.ts';
import { commandConfiguration, commandStore } from '../connection.ts';
import type { Reader } from './preview.ts';

/** A user of the store, with the events of the newest visit to a journey. @throws UsherError USER_UNKNOWN, USER_FORGOTTEN */
export async function readReader(id: string, journey: string | null): Promise<Reader> {
  const store = await commandStore(commandConfiguration());
  try {
    const user = await knownUser({ store }, id);
    return {
      profile: user.profile,
      arms: user.arms,
      sample: false,
      ...(await readSaid(store, newestVisit(user, journey))),
    };
  } finally {
    await store.close();
  }
}

/** With `per` a user may be in one journey several times. */
function newestVisit({ visits }: User, journey: string | null): Visit | undefined {
  const those = Object.entries(visits).filter(([course]) => journeyOf(course) === journey);
  return those.map(([, visit]) => visit).sort((a, b) => b.entry.at - a.entry.at)[0];
}
