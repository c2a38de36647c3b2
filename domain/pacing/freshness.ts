import { durationWords } from '../time/duration.ts';
import type { Setting } from './setting.ts';
import { takesRoom } from './taken.ts';
import { clause } from './clause.ts';

/** Why a template would come too soon after it came last; null where it would not. */
export function repeated({ ledger, nudge, now }: Pick<Setting, 'ledger' | 'nudge' | 'now'>): string | null {
  const { name } = nudge.template;
  const last = ledger.find((entry) => {
    return entry.fresh !== null && entry.fresh > now && entry.template === name && entry.nudge !== nudge.key && takesRoom(entry); // prettier-ignore
  });
  if (last?.fresh == null) return null;
  const ago = now > last.at ? `${durationWords(now - last.at)} ago` : 'just now';
  return clause(`repeat_after ${durationWords(last.fresh - last.at)}: ${name} went out ${ago}`);
}
