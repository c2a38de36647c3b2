import { didYouMean } from '../../domain/condition/nearest.ts';
import type { Draft, Use } from './compiler.ts';

/**
 * Checks every use of a waited-for event (`waits.import.properties.rows`) against the waits before it: steps are met in
 * the order in which they are written, those of a wait's clauses after the wait itself.
 */
export function checkWaits(list: readonly Draft[]): boolean {
  const all = namesIn(list);
  const before = new Set<string>();
  let right = true;

  function visit(drafts: readonly Draft[]): void {
    for (const { uses = [], as, lists } of drafts) {
      for (const use of uses) if (!isKnown(use, before, all)) right = false;
      if (as != null) before.add(as);
      lists.forEach(visit);
    }
  }

  visit(list);
  return right;
}

function namesIn(list: readonly Draft[]): readonly string[] {
  return list.flatMap(({ as, lists }) => [...(as == null ? [] : [as]), ...lists.flatMap(namesIn)]);
}

function isKnown({ cursor, path, template }: Use, before: ReadonlySet<string>, all: readonly string[]): boolean {
  const [root, name = ''] = path;
  if (root !== 'waits' || before.has(name)) return true;
  const used = template ? `this template uses {{ ${path.join('.')} }}` : `found "${path.join('.')}"`;
  const reason = all.includes(name) ? `that wait comes later` : `no wait before it says as: ${name}`;
  cursor.refuse('NAME_UNKNOWN', `${used}, but ${reason}${all.includes(name) ? '' : didYouMean(name, all)}`);
  return false;
}
