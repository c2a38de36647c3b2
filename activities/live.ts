import { oncePer } from '../domain/once.ts';
import type { Live } from '../domain/pacing/live.ts';
import { openPolicy } from '../domain/pacing/policy.ts';
import { countingOf } from '../domain/release/counting.ts';
import { minute, second, type Instant, type Milliseconds } from '../domain/time/instant.ts';
import type { Store } from '../store/index.ts';
import { inTime } from './in-time.ts';

/** What is known is read again when it is older than this: a switch is obeyed everywhere within seconds. */
const staleAfter: Milliseconds = 2 * second;
/**
 * While the database does not answer, what was read last counts for so long: where a nudge is about to be handed over,
 * whatever was switched off before that does not go out.
 */
const trusted: Readonly<Record<Use, Milliseconds>> = { deciding: minute, handing: 5 * second };
/** A read that hangs has failed: deliveries do not hang with it while something is known. */
const readWithin: Milliseconds = 3 * second;

/**
 * What holds for everybody now.
 * @param use `handing`: nothing goes out by what is older than five seconds
 * @throws UsherError SERVER_UNREACHABLE where nobody can tell
 */
export type LiveView = (use?: Use) => Promise<Live>;

type Use = 'deciding' | 'handing';

type Read = Pick<Store, 'releases' | 'switches'>;

/** The view of a process on its store: one for all its activities. */
export const liveOf: (store: Read) => LiveView = oncePer((store: Read) => createLiveView(store, () => Date.now()));

interface Known {
  readonly live: Live;
  readonly at: Instant;
}

/** Keeps the live policy and the switches at hand, so that a delivery costs no read for them. */
export function createLiveView(store: Read, now: () => Instant): LiveView {
  let known: Known | null = null;
  let reading: Promise<Known> | null = null;

  async function readAgain(): Promise<Known> {
    try {
      return (known = await inTime(read(store, now()), readWithin, 'tell the policy and the switches'));
    } finally {
      reading = null;
    }
  }

  return async (use = 'deciding') => {
    if (known !== null && now() - known.at < staleAfter) return known.live;
    try {
      // All who ask meanwhile share one read.
      return (await (reading ??= readAgain())).live;
    } catch (error) {
      // Asked only now: the read may have taken its time before it failed.
      if (known !== null && now() - known.at < trusted[use]) return known.live;
      throw error;
    }
  };
}

async function read({ releases, switches }: Read, at: Instant): Promise<Known> {
  const [release, off] = await Promise.all([releases.current(), switches.off()]);
  const live = { policy: release?.content.policy ?? openPolicy, switches: off };
  return { live: release === null ? live : { ...live, counting: countingOf(release.content) }, at };
}
