import { decideSlot } from '../../domain/slot/decision.ts';
import type { Facts } from '../../domain/profile/facts.ts';
import { factsFor, release } from './slot.ts';

const now = Date.parse('2026-03-04T12:00:00Z');
const rounds = 7;
/** Each round takes at least so much of a core's time (µs), whatever else runs on the machine. */
const roundLasts = 300_000;
/** To ask the system for that time takes as long as some decisions: it is asked after so many of them. */
const askedAtOnce = 500;
/** No user of them fits. */
const nobody = 1_000;

/** Decisions a second on one core, for a warm profile: the median of seven rounds. */
export interface Speed {
  /** Every rule decides for one user in fifty. */
  readonly evenly: number;
  readonly firstRule: number;
  /** No rule fits: all fifty are asked, and each says why not. */
  readonly byDefault: number;
}

export function measureSpeed(): Speed {
  const all = Array.from({ length: 50 }, (_, rule) => factsFor(rule, now));
  const [first] = all;
  return {
    evenly: perSecond(all),
    firstRule: perSecond(first === undefined ? all : [first]),
    byDefault: perSecond([factsFor(nobody, now)]),
  };
}

function perSecond(users: readonly Facts[]): number {
  const rates = Array.from({ length: rounds }, () => round(users)).sort((a, b) => a - b);
  return Math.round(rates[Math.floor(rounds / 2)] ?? 0);
}

function round(users: readonly Facts[]): number {
  const begun = process.cpuUsage();
  let asked = 0;
  let spent = 0;
  while (spent < roundLasts) {
    for (let index = 0; index < askedAtOnce; index += 1) {
      const facts = users[index % users.length] ?? null;
      // As a page asks: a moment later each time.
      decideSlot('card', release, { user: 'bo', facts, context: {}, now: now + asked });
      asked += 1;
    }
    const { user, system } = process.cpuUsage(begun);
    spent = user + system;
  }
  return (asked / spent) * 1_000_000;
}
