import type { Condition } from '../condition/condition.ts';
import { reasonsOf } from '../condition/explain.ts';
import { holds } from '../condition/holds.ts';
import { isGroup, leavesOf, type Segment } from '../condition/leaves.ts';
import { choose, type Choice } from './choose.ts';
import { spansOf } from '../condition/span.ts';
import { lookAt, whyOf, type Asked, type Parts } from './look.ts';
import type { Slot, SlotRule } from './slot.ts';

/** Why a slot shows what it shows: from what is known, by segments and rules, to the items. */
export interface Explained {
  readonly choice: Choice;
  /** What is known of the user, as far as the rules that were asked look at it. */
  readonly facts: readonly string[];
  readonly segments: readonly {
    readonly segment: string;
    readonly isIn: boolean;
    readonly because: readonly string[];
  }[];
  readonly rules: readonly {
    readonly rule: string;
    /** `not asked`: a rule before it has decided. */
    readonly says: 'fits' | 'does not fit' | 'not asked';
    readonly because: readonly string[];
  }[];
}

/** Explains a choice, with the rules and segments that were in vain. Pure: the clock is an argument. */
export function explainSlot(slot: Slot, parts: Parts, asked: Asked): Explained {
  const choice = choose(slot, parts, asked);
  const given = { ...asked, facts: withArms(asked, choice) };
  const last = choice.items.length === 0 && choice.rule !== null ? choice.rule : choice.items.at(-1)?.rule;
  const end = slot.strategy === 'all' ? slot.rules.length : slot.rules.findIndex(({ id }) => id === last);
  const spans = spansOf(given.facts);
  const looks = slot.rules.map((rule, index): Look => {
    return { index, rule, fits: lookAt(rule, spans, given.now).fits, why: () => whyOf(rule, parts, given) };
  });
  const conditions = looks.filter(({ index }) => end === -1 || index <= end).flatMap(({ rule }) => rule.when ?? []);
  return {
    choice,
    facts: unique(conditions.flatMap((condition) => leavesOf(condition).flatMap((leaf) => reasonsOf(leaf, given.facts, given.now)))), // prettier-ignore
    segments: segmentsIn(conditions).map(({ segment, condition }) => ({
      segment,
      isIn: holds(condition, given.facts, given.now),
      because: reasonsOf(condition, given.facts, given.now),
    })),
    rules: looks.map((look) => told(look, end !== -1 && look.index > end, choice)),
  };
}

/** The rules that follow an arm have seen it. */
function withArms({ facts }: Asked, { arms }: Choice): Asked['facts'] {
  const met = arms.map(({ experiment, arm }) => [experiment, arm] as const);
  return { ...facts, arms: { ...facts.arms, ...Object.fromEntries(met) } };
}

interface Look {
  readonly index: number;
  readonly rule: SlotRule;
  readonly fits: boolean;
  readonly why: () => readonly string[];
}

function told({ rule, fits, why }: Look, isAfter: boolean, choice: Choice): Explained['rules'][number] {
  if (isAfter) return { rule: rule.id, says: 'not asked', because: [] };
  // Of the rule that has decided, also by which arm.
  const because = rule.id === choice.rule ? choice.because : why();
  return { rule: rule.id, says: fits ? 'fits' : 'does not fit', because };
}

/** Every segment that the conditions name, and those inside of them, each once. */
function segmentsIn(conditions: readonly Condition[]): readonly Segment[] {
  const found = new Map<string, Segment>();
  const open = [...conditions];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (isGroup(next)) open.push(...next.of);
    if (next.kind !== 'segment') continue;
    found.set(next.segment, next);
    open.push(next.condition);
  }
  return [...found.values()];
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
