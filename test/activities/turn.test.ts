import { createTurns, type InTurn } from '../../activities/turn.ts';
import type { Sending } from '../../domain/enrolment/deliver.ts';
import { newUser } from '../../domain/enrolment/user.ts';
import { nothingHeard } from '../../domain/journey/background.ts';
import { idle } from '../../domain/pacing/rate-state.ts';
import { realClock } from '../../domain/time/clock.ts';
import type { RateRead, RateStore } from '../../store/rates.ts';
import { entryOf, policyOf } from '../support/pacing.ts';
import { programOf } from '../support/program.ts';
import { releaseOf } from '../support/release.ts';

/** What is booked, of every channel, in memory. */
function rates(): RateStore {
  const kept = new Map<string, RateRead>();
  return {
    read: (channel) => Promise.resolve(kept.get(channel) ?? { revision: 0, state: idle }),
    write: (channel, { revision, state }) => {
      kept.set(channel, { revision: revision + 1, state });
      return Promise.resolve(true);
    },
  };
}

const program = programOf([]);
const policy = policyOf({ rates: { email: 1, webhook: 1_000 } });

/** Asks as an attempt does, for a nudge by a channel. */
function asking(
  store: { readonly rates: RateStore },
  nudge: string,
): (channel: 'email' | 'webhook') => ReturnType<InTurn> {
  const now = Date.now();
  const user = newUser('bo');
  const turns = createTurns({ store }, { attempt: 1, since: now });
  const moment = { clock: realClock, now, real: now };
  const deciding = { release: releaseOf([program]), program, heard: nothingHeard, switches: [], policy, moment };
  return (channel) => {
    const entry = entryOf(nudge, { channel });
    const sending: Sending = { kind: 'send', user, entry, to: 'x', step: 'tip', at: now, maybeTwice: false };
    return turns.ask(user, { course: 'test', visit: 1, number: 1, state: null }, { ...deciding, sending });
  };
}

it('a turn is that of a channel: an attempt that chooses another asks for another, and for none twice', async () => {
  const store = { rates: rates() };
  const ask = asking(store, 'last');
  // All at once: two of them have the places within what a worker waits for.
  const [, , , queued] = await Promise.all([...['a', 'b', 'c'].map((nudge) => asking(store, nudge)('email')), ask('email')]); // prettier-ignore
  expect(queued).toMatchObject({ kind: 'queued' });
  expect(await ask('webhook')).toMatchObject({ kind: 'send' });
  expect(await ask('email')).toMatchObject({ kind: 'queued', until: queued?.kind === 'queued' ? queued.until : 0 });
});
