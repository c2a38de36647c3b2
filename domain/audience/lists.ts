import type { ReleaseContent } from '../release/release.ts';
import { branchesOf } from './branches.ts';
import { doorsOf } from './doors.ts';
import type { RuleList } from './rules.ts';
import { slotRulesOf } from './slots.ts';

/** Every list of rules of a release, by journey and then by slot. */
export function ruleListsOf({ journeys, slots }: Pick<ReleaseContent, 'journeys' | 'slots'>): readonly RuleList[] {
  const programs = byName(journeys);
  return [
    ...programs.flatMap((program) => [...doorsOf(program), ...branchesOf(program)]),
    ...byName(slots).map(slotRulesOf),
  ].filter(({ rules }) => rules.length > 0);
}

function byName<Value>(all: Readonly<Record<string, Value>>): readonly Value[] {
  return Object.entries(all)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, value]) => value);
}
