import { end, type Step, type StepIndex } from '../../domain/journey/program.ts';
import type { Draft } from './compiler.ts';

interface Flat {
  readonly steps: readonly Step[];
  readonly start: StepIndex;
}

/**
 * Lays a tree of steps out as one list, each step before its nested lists, and fills in where each leads. Null where
 * an id was refused.
 */
export function flatten(list: readonly Draft[]): Flat | null {
  const drafts = inOrder(list);
  if (drafts.some(({ id }) => id === null)) return null;
  const places = new Map(drafts.map((draft, index) => [draft, index]));
  const steps: Step[] = [];

  function entry(nested: readonly Draft[], after: StepIndex): StepIndex {
    const [first] = nested;
    return first === undefined ? after : (places.get(first) ?? after);
  }

  function place(nested: readonly Draft[], after: StepIndex): void {
    nested.forEach((draft, index) => {
      const next = entry(nested.slice(index + 1), after);
      const entries = draft.lists.map((each) => entry(each, next));
      steps.push(draft.build({ id: draft.id ?? '', next, when: draft.when }, entries));
      draft.lists.forEach((each) => place(each, draft.loops === true ? (places.get(draft) ?? next) : next));
    });
  }

  place(list, end);
  return { steps, start: entry(list, end) };
}

/** Every step of a tree, each before its nested lists. */
export function inOrder(list: readonly Draft[]): readonly Draft[] {
  return list.flatMap((draft) => [draft, ...draft.lists.flatMap(inOrder)]);
}

/** Refuses the second and every further step of one id. */
export function refuseCollisions(list: readonly Draft[]): boolean {
  const taken = new Set<string>();
  const collisions = inOrder(list).filter(({ id, cursor }) => {
    if (id === null) return false;
    if (!taken.has(id)) return void taken.add(id);
    cursor.refuse(
      'STEP_ID',
      `another step is called "${id}" too; give this one an id of its own, such as id: ${id}-again`,
      'key',
    );
    return true;
  });
  return collisions.length > 0;
}
