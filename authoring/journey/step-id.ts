import { Name } from '../../domain/authored/schema.ts';
import type { Condition } from '../../domain/condition/condition.ts';
import { isGroup } from '../../domain/condition/leaves.ts';
import { check } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';

/**
 * A step's id: what the author gave, else derived from what the step names; never from its place, so that it survives
 * inserting, removing and reordering other steps. Null where it was refused.
 */
export function stepId(step: Cursor, derived: string | null): string | null {
  const given = step.at('id');
  if (given.value !== undefined) return check(Name, given);
  if (derived !== null && Name.safeParse(derived).success) return derived;
  return step.refuse(
    'STEP_ID',
    'nothing here gives this step a name of its own; add one beside it, such as id: my-step',
    'key',
  );
}

/** `wait` and `Profile Completed` → `wait-profile-completed`; null where the name has no letter or digit. */
export function derivedId(prefix: string, name: string): string | null {
  const short = kebab(name);
  if (short === '') return null;
  return prefix === '' ? short : `${prefix}-${short}`;
}

/** `Project Created` → `project-created`, `trialEndsAt` → `trial-ends-at`; empty where no letter or digit is left. */
function kebab(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** The names a condition speaks of, each once: milestones, segments, events, facts without their first part. */
export function namesIn(condition: Condition): readonly string[] {
  return [...new Set(names(condition))];
}

function names(condition: Condition): readonly string[] {
  if (isGroup(condition)) return condition.of.flatMap(names);
  switch (condition.kind) {
    case 'field':
      return [condition.path.slice(condition.path.indexOf('.') + 1)];
    case 'feature':
    case 'recent':
      return [condition.feature];
    case 'did':
    case 'since':
      return [condition.event];
    case 'completed':
      return [condition.milestone];
    case 'segment':
      return [condition.segment];
  }
}
