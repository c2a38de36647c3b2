import { didYouMean } from '../../domain/condition/nearest.ts';
import type { Policy } from '../../domain/pacing/policy.ts';
import { alternatives } from '../read/expected.ts';
import type { Awaited, Draft, Names } from './compiler.ts';

type Known = Pick<Names, 'templates' | 'tracking'>;
type Tracked = keyof Policy['tracking'];

/** Which tracking tells of it. */
const told = { clicked: 'clicks', opened: 'opens' } as const satisfies Record<Awaited['what'], Tracked>;

/**
 * Checks every wait for a click or an opening against the sends before it: steps are met in the order in which they are
 * written. Warns where nobody would be told of it.
 */
export function checkNudges(list: readonly Draft[], known: Known): boolean {
  const all = sendsIn(list);
  const before = new Map<string, readonly string[]>();
  let right = true;

  function visit(drafts: readonly Draft[]): void {
    for (const { id, sends, nudge, lists } of drafts) {
      if (nudge !== undefined && !isSent(nudge, before, all)) right = false;
      if (nudge !== undefined) warnOfUntold(nudge, before.get(nudge.step) ?? [], known);
      if (id !== null && sends !== undefined) before.set(id, sends);
      lists.forEach(visit);
    }
  }

  visit(list);
  return right;
}

function sendsIn(list: readonly Draft[]): readonly string[] {
  return list.flatMap(({ id, sends, lists }) => [
    ...(id === null || sends === undefined ? [] : [id]),
    ...lists.flatMap(sendsIn),
  ]);
}

function isSent({ cursor, step }: Awaited, before: ReadonlyMap<string, unknown>, all: readonly string[]): boolean {
  if (before.has(step)) return true;
  const later = all.includes(step);
  const reason = later ? 'that one comes later' : `no step of this journey that sends is called so`;
  const message = `found "${step}", expected the id of a step before this one that sends: ${reason}`;
  cursor.refuse('NAME_UNKNOWN', `${message}${later ? '' : didYouMean(step, all)}`);
  return false;
}

function warnOfUntold({ cursor, what }: Awaited, sends: readonly string[], { templates, tracking }: Known): void {
  const silent = sends.filter((name) => templates.get(name)?.channel !== 'email');
  if (silent.length > 0) {
    const names = alternatives(silent.map((name) => `"${name}"`));
    return cursor.warn('WAIT_NUDGE', `nobody is told that ${names} is ${what}: only of mails it is known`);
  }
  if (tracking[told[what]]) return;
  const message = `nobody is told that a mail is ${what}: in policy.yaml tracking.${told[what]} is not true`;
  cursor.warn('WAIT_NUDGE', message);
}
