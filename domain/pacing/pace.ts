import type { Instant } from '../time/instant.ts';
import type { Admission } from './admission.ts';
import { fullCaps, opensAt, type FullCap } from './caps.ts';
import { displacedBy } from './displace.ts';
import { entryAt } from './entry.ts';
import { droppedBy, freeFrom } from './free.ts';
import { gapEnds, tooSoonAfter } from './gap.ts';
import type { Setting } from './setting.ts';
import { spreadFrom } from './spread.ts';
import type { Off } from './switched-off.ts';
import { takenFrom, type Divided } from './taken.ts';
import { capClause, gapClause } from './words.ts';

interface Pacing {
  readonly to: string;
  /** A pause; null where nothing is paused. */
  readonly off: Off | null;
}

/** When a nudge that nothing drops for good goes out: what holds it is asked together, and the latest time wins. */
export function pace(setting: Setting, { to, off }: Pacing): Admission {
  const dropped = droppedBy(setting);
  if (dropped !== null) return { kind: 'skip', because: [dropped] };
  const { now } = setting;
  const crowd = crowdOf(setting);
  const from = off === null ? now : now + off.lookAgain;
  const free = freeFrom(now, Math.max(from, crowd.until), setting);
  // A pause is looked at again and again: a claim that is due before it may go would only keep others waiting.
  const spread = off === null ? spreadFrom(setting, { at: free.at, room: crowd.until }) : null;
  if (free.at === now && spread === null)
    return { kind: 'go', to, entry: setting.entry, displaced: displacedBy(setting, crowd) };
  const paused = off === null ? [] : [off.because];
  const because = [...paused, ...crowd.because, ...free.met];
  if (free.at === Infinity) return { kind: 'skip', because: [...because, 'no room within 400 days'] };
  const behind = crowd.behind && ({ behind: true } as const);
  if (spread === null) return { kind: 'hold', until: free.at, because, ...behind, entry: entryAt(free.at, setting) };
  const entry = { spread: true, due: spread.due, ...entryAt(spread.until, setting) } as const;
  return { kind: 'hold', until: spread.until, because: [...because, spread.because], spread: true, ...behind, entry };
}

/** What others have left a nudge of caps and gap. */
interface Crowd {
  /** When there is room; -Infinity: now. */
  readonly until: Instant;
  readonly because: readonly string[];
  /** Some of it only claims its room. */
  readonly behind: boolean;
  readonly full: readonly FullCap[];
  readonly soon: Divided | null;
}

function crowdOf(setting: Setting): Crowd {
  const taken = takenFrom(setting);
  const full = fullCaps(setting, taken);
  const soon = tooSoonAfter(setting, taken);
  const because: string[] = [];
  let until = -Infinity;
  for (const each of full) {
    const opens = opensAt(each, setting.zone);
    if (opens === -Infinity) continue;
    until = Math.max(until, opens);
    because.push(capClause(each, setting));
  }
  const { gap } = setting.policy;
  if (gap !== null && soon !== null && soon.firm.length > 0) {
    until = Math.max(until, gapEnds(gap, soon.firm));
    because.push(gapClause(gap, soon.firm, setting));
  }
  const behind = [...full, ...(soon === null ? [] : [soon])].some(({ firm }) => firm.some(({ entry }) => entry.status === 'held')); // prettier-ignore
  return { until, because, behind, full, soon };
}
