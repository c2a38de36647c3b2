import { canonicalJson } from '../canonical-json.ts';
import type { Showing, Slot, SlotRule } from '../slot/slot.ts';
import type { Rule, RuleList } from './rules.ts';

/** The rules of a slot: the first that fits decides, or with `strategy: all` each shows something. */
export function slotRulesOf({ slot, strategy, rules }: Slot): RuleList {
  const match = strategy === 'first' ? 'first' : 'any';
  return { title: `slot ${slot}`, match, rules: rules.map((rule, index) => ruleOf(slot, rule, index)) };
}

function ruleOf(slot: string, rule: SlotRule, index: number): Rule {
  const { id, when, from, to, show, minAudience } = rule;
  return {
    name: `${index + 1} ${id}`,
    place: { kind: 'slot', slot, index },
    ...{ when, besides: null, minimum: minAudience },
    takes: from === null && to === null && decides(show),
    // What is shown at other times is not the same.
    shows: canonicalJson({ show, from, to }),
  };
}

/** Whether it leaves nobody to the next rule. */
function decides(show: Showing): boolean {
  return show.kind === 'experiment' ? Object.values(show.arms).every(decides) : show.kind !== 'next';
}
