import { utcDay } from '../domain/condition/did.ts';
import { UsherError } from '../domain/errors.ts';
import type { LinkKeys } from '../domain/link/seal.ts';
import {
  bareFallback,
  decideSlot,
  fallenBack,
  type Asking,
  type DecidedItem,
  type SlotDecision,
} from '../domain/slot/decision.ts';
import { sealSeen } from '../domain/slot/token.ts';
import type { Clock } from '../domain/time/clock.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Background } from './background.ts';
import { recordGiven, type Given } from './records.ts';
import { checkedRequest, type DecideRequest } from './request.ts';
import type { Seen, View } from './view.ts';

/** A decision, and with each of its items a token by which to say that it was seen. */
export interface Decision extends Omit<SlotDecision, 'items'> {
  /** A token is null without a key, and where the item is a fallback. */
  readonly items: readonly (DecidedItem & { readonly token: string | null })[];
}

/** Which slot shows what. */
export type Decide = (request: DecideRequest) => Promise<Readonly<Record<string, Decision>>>;

interface Deciding {
  readonly view: View;
  readonly keys: LinkKeys;
  readonly background: Background;
  readonly clock: Clock;
  readonly now: () => Instant;
  readonly onError: (error: unknown) => void;
}

/** Decides, whatever the store does; what was chosen is recorded afterwards. */
export function createDecide({ view, keys, background, clock, now, onError }: Deciding): Decide {
  function decideOne(slot: string, seen: Seen | string, asking: Asking): SlotDecision {
    const release = typeof seen === 'string' ? view.lastRelease() : seen.release;
    try {
      if (typeof seen === 'string') return fallenBack(slot, release, { ...asking, because: seen });
      if (release === null) return bareFallback(slot, 'nothing was published yet');
      return decideSlot(slot, release, { ...asking, facts: seen.facts });
    } catch (error) {
      // What the store has returned is nothing that was ever written: a page is shown all the same.
      onError(error);
      return bareFallback(slot, whyNot(error));
    }
  }

  function record({ store }: Seen, given: Given): void {
    const { decision, user, session } = given;
    if (decision.source === 'fallback') return;
    const items = decision.items.map(({ item }) => item);
    const arms = decision.arms.map(({ experiment, arm }) => [experiment, arm]);
    background.once(JSON.stringify([decision.slot, session, user, items, arms]), () => recordGiven(store, given));
  }

  return async (request) => {
    const { user, slots, context = {}, session: named } = checkedRequest(request);
    const at = clock.at(now(), user);
    const session = named ?? utcDay(at);
    const seen = await view.look(user).catch(whyNot);
    const decided = slots.map((slot): [string, Decision] => {
      const decision = decideOne(slot, seen, { user, facts: null, context, now: at });
      const given = { decision, user, session, at };
      if (typeof seen !== 'string') record(seen, given);
      return [slot, withTokens(given, keys)];
    });
    return Object.fromEntries(decided);
  };
}

function withTokens({ decision, user, session, at }: Given, keys: LinkKeys): Decision {
  const { slot, release, source } = decision;
  const items = decision.items.map((each) => {
    const { item, rule } = each;
    if (release === null || source === 'fallback') return { ...each, token: null };
    return { ...each, token: sealSeen(keys, { user, slot, item, session, release, rule }, at) };
  });
  return { ...decision, items };
}

/** Why nobody could look, in words. */
function whyNot(error: unknown): string {
  if (error instanceof UsherError) return error.message;
  return `MongoDB: ${error instanceof Error ? error.message : String(error)}`;
}
