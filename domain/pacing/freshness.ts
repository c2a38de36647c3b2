import { durationWords } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Setting } from './setting.ts';
import { takesRoom } from './taken.ts';
import { clause } from './clause.ts';

/** Why a template would come too soon after it came last; null where it would not. */
export function repeated({ ledger, nudge, now }: Pick<Setting, 'ledger' | 'nudge' | 'now'>): string | null {
  const { name } = nudge.template;
  const last = lastOf(name, { ledger, nudge: nudge.key, now });
  if (last === undefined) return null;
  const ago = now > last.at ? `${durationWords(now - last.at)} ago` : 'just now';
  return clause(`repeat_after ${durationWords(freshUntil(last, name) - last.at)}: ${name} went out ${ago}`);
}

/** What has gone out by now, but for a nudge's own entry. */
export interface Past {
  readonly ledger: readonly LedgerEntry[];
  /** The nudge's key. */
  readonly nudge: string;
  readonly now: Instant;
}

/** The entry by which a template or an item is not to come again yet: it was sent, or the words of what was sent have shown it. */
export function lastOf(name: string, { ledger, nudge, now }: Past): LedgerEntry | undefined {
  return ledger.find((entry) => freshUntil(entry, name) > now && entry.nudge !== nudge && takesRoom(entry));
}

function freshUntil({ template, fresh, shown }: LedgerEntry, name: string): Instant {
  if (template === name) return fresh ?? -Infinity;
  return shown?.find((item) => item.template === name)?.fresh ?? -Infinity;
}
