import { didYouMean } from '../../domain/condition/nearest.ts';
import { UsherError } from '../../domain/errors.ts';
import { own } from '../../domain/own.ts';
import { zoneOf } from '../../domain/profile/surroundings.ts';
import { decideSlot, type SlotDecision } from '../../domain/slot/decision.ts';
import { explainSlot, type Explained } from '../../domain/slot/explain.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Store } from '../../store/index.ts';
import { givenContext } from './given-context.ts';

/** What is asked of `usher decide`. */
export interface Asking {
  readonly user: string;
  readonly slot: string;
  /** As they are given: `device=mobile`. */
  readonly context: readonly string[];
  readonly now: Instant;
}

/** All that `usher decide` tells. */
export interface Answer {
  readonly user: string;
  /** For instants in words. */
  readonly zone: string;
  readonly decision: SlotDecision;
  /** Null: nothing is known of the user, so no rule was asked. */
  readonly explained: Omit<Explained, 'choice'> | null;
}

/** Decides as the library does, and explains it; records nothing. @throws UsherError RELEASE_MISSING, NAME_UNKNOWN, USAGE */
export async function answer(
  { releases, facts }: Pick<Store, 'releases' | 'facts'>,
  { user, slot: name, context: given, now }: Asking,
): Promise<Answer> {
  const [release, read] = await Promise.all([releases.current(), facts.read(user)]);
  if (release === null) throw new UsherError('RELEASE_MISSING', 'nothing was published yet; expected a release');
  const { slots, experiments, policy, settings } = release.content;
  const slot = own(slots, name);
  if (slot === undefined) {
    const hint = didYouMean(name, Object.keys(slots)) || `: ${Object.keys(slots).join(', ') || 'there is none'}`;
    throw new UsherError('NAME_UNKNOWN', `found ${JSON.stringify(name)}, expected a slot of the release${hint}`);
  }
  const context = givenContext(given, release.content.context);
  const known = read?.facts ?? null;
  const decision = decideSlot(name, release, { user, facts: known, context, now });
  const zone = known === null ? settings.zone : zoneOf(known.profile, settings.zone);
  if (known === null || decision.source === 'fallback') return { user, zone, decision, explained: null };
  const profile = { ...known.profile, context: { ...known.profile.context, ...context } };
  const parts = { experiments, holdout: policy.holdout, zone: settings.zone };
  const { facts: looked, segments, rules } = explainSlot(slot, parts, { facts: { ...known, profile }, now });
  return { user, zone, decision, explained: { facts: looked, segments, rules } };
}
