import type { Goal as CompiledGoal } from '../../domain/journey/program.ts';
import { Goal } from '../../domain/journey/schema.ts';
import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import { didYouMean } from '../../domain/condition/nearest.ts';
import { checkKeys } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';

/** What the journey exists for; null where it has no goal, or a wrong one. */
export function compileGoal(goal: Cursor, { milestones }: Vocabulary): CompiledGoal | null {
  if (goal.value === undefined) return null;
  const { milestone, within } = checkKeys(Goal, goal) ?? {};
  if (milestone === undefined) return null;
  const known = Object.hasOwn(milestones, milestone) ? milestones[milestone] : undefined;
  if (known === undefined) {
    const slip = didYouMean(milestone, Object.keys(milestones));
    const message = `found "${milestone}", expected a milestone of milestones.yaml${slip}`;
    return goal.at('milestone').refuse('NAME_UNKNOWN', message);
  }
  return within === undefined ? null : { milestone, event: known.event, within };
}
