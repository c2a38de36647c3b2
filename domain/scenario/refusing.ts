import type { Result, Sending } from '../enrolment/deliver.ts';
import { accepts } from '../simulation/play.ts';
import type { Instant } from '../time/instant.ts';
import type { ProviderRefusal } from './scenario.ts';

/** A provider that refuses these templates, and takes everything else. */
export function refusing(refusals: readonly ProviderRefusal[]): (sending: Sending) => Result {
  const firstTries = new Map<string, Instant>();
  return (sending) => {
    const { entry, at } = sending;
    const refusal = refusals.find(({ template }) => template === entry.template);
    if (refusal === undefined) return accepts(sending);
    const { channel, nudge } = entry;
    if (refusal.lasts === null) {
      return { kind: 'failed', because: `${channel} refused for good`, refused: channel === 'email' };
    }
    const first = firstTries.get(nudge) ?? at;
    firstTries.set(nudge, first);
    if (at >= first + refusal.lasts) return accepts(sending);
    return { kind: 'later', because: `${channel} refused for now`, unsure: false };
  };
}
