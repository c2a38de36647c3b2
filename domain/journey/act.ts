import { apply } from '../profile/apply.ts';
import type { UserEvent } from '../profile/event.ts';
import type { Facts } from '../profile/facts.ts';
import type { Profile } from '../profile/profile.ts';
import type { JsonObject } from '../json.ts';
import { own } from '../own.ts';
import type { Instant } from '../time/instant.ts';
import type { Act } from './state.ts';

/** The facts after something a walk has done: the steps that follow see it. */
export function withAct(facts: Facts, act: Act, now: Instant): Facts {
  if (act.kind === 'set') {
    const event = traitsEvent(facts.profile, act.traits, { messageId: '', now });
    return { ...facts, profile: apply(facts.profile, event) };
  }
  if (act.kind === 'start') return facts;
  return { ...facts, arms: { ...facts.arms, [act.exposure.experiment]: act.exposure.arm } };
}

/**
 * The event by which a journey sets traits. It is later than all that was known of them when that was decided, so that
 * of two values of one instant the journey's stays.
 */
export function traitsEvent(
  { user, stamps }: Profile,
  traits: JsonObject,
  { messageId, now }: { messageId: string; now: Instant },
): UserEvent {
  const known = Object.keys(traits).map((trait) => (own(stamps, `traits.${trait}`) ?? -Infinity) + 1);
  const at = Math.max(now, ...known);
  const bodies = { properties: {}, context: {}, traits };
  return { messageId, type: 'identify', user, name: null, ...bodies, timestamp: at, receivedAt: at };
}
