import type { Switch, Switched } from '../../domain/pacing/switch.ts';
import { durationWords } from '../../domain/time/duration.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Switching, SwitchHistory } from '../../store/switches.ts';
import { createInstantWords } from '../../domain/time/instant-words.ts';
import { printable } from '../table.ts';

/** "channel email" */
export function switchedWords(what: Switched): string {
  return what.kind === 'everything' ? 'everything' : `${what.kind} ${what.name}`;
}

const becomes = { hold: 'nudges wait', skip: 'nudges are dropped' } as const;

/** "channel email: its nudges wait (kim: wrong price)" */
export function switchText({ what, then, by, reason }: Switch): string {
  return `${switchedWords(what)}: its ${becomes[then]} (${printable(by)}: ${printable(reason)})`;
}

/** What has come of switching something off. */
export function offText({ what, then }: Pick<Switch, 'what' | 'then'>, changed: boolean): string {
  return `✔ ${switchedWords(what)} ${changed ? 'is off' : 'was off already'}: its ${becomes[then]}${changed ? ', in every worker within 5 s' : ''}`;
}

/** What has come of switching something on. */
export function onText(what: Switched, changed: boolean): string {
  return changed
    ? `✔ ${switchedWords(what)} is on: what waits goes out as it comes due again, within the hour`
    : `✔ ${switchedWords(what)} was on already`;
}

/** What `usher switch list` tells. */
export interface Listing {
  readonly off: readonly Switch[];
  readonly history: readonly SwitchHistory[];
}

/** More of what happened is in `--json`. */
const shownChanges = 10;

/** What is off, and who switched what lately. */
export function listText({ off, history }: Listing, { zone, now }: { zone: string; now: Instant }): string {
  const words = createInstantWords(zone);
  const lines = off.map(({ what, then, at, by, reason }) => {
    return `! ${switchedWords(what)} is off for ${durationWords(now - at)}: its ${becomes[then]} (${by}: ${printable(reason)})`;
  });
  const changes = history
    .flatMap(({ what, history: all }) => all.map((change) => ({ what, ...change })))
    .sort((a, b) => b.at - a.at)
    .slice(0, shownChanges)
    .map((change) => `${words.full(change.at)}  ${switchedWords(change.what)} ${changeWords(change)}`);
  const head = lines.length === 0 ? ['✔ everything is on'] : lines;
  return [...head, ...(changes.length === 0 ? [] : ['', `Changes, newest first (${zone})`, ...changes])].join('\n');
}

function changeWords({ did, then, by, reason }: Switching): string {
  const how = did === 'off' ? `off, ${becomes[then]}` : 'on';
  return `${how}: ${printable(by)}, ${printable(reason)}`;
}
