import type { Condition } from '../../domain/condition/condition.ts';
import type { ReleaseContent } from '../../domain/release/release.ts';
import { templateOf, type Shown, type Slot, type SlotRule } from '../../domain/slot/slot.ts';

/** A rule that shows an item to everybody, but for what is said. */
export function ruleOf(id: string, rest: Partial<SlotRule> = {}): SlotRule {
  return { id, when: null, from: null, to: null, show: showing(id), minAudience: null, ...rest };
}

/** Shows an item. */
export function showing(item: string): Shown {
  return { kind: 'item', item };
}

/** A slot with these rules, and nothing where none fits, but for what is said. */
export function slotOf(slot: string, rules: readonly SlotRule[], rest: Partial<Slot> = {}): Slot {
  return { slot, description: '', strategy: 'first', limit: 1, rules, default: null, fallback: null, ...rest };
}

/** Items of these names; in a release of the tests they greet in English and Portuguese. */
export function itemsOf(...names: readonly string[]): ReleaseContent['items'] {
  return Object.fromEntries(names.map((item) => [item, { item, template: templateOf(item), reviewBy: null }]));
}

/** Slots by their names. */
export function slotsOf(...slots: readonly Slot[]): ReleaseContent['slots'] {
  return Object.fromEntries(slots.map((slot) => [slot.slot, slot]));
}

/** A trait is so. */
export function traitIs(trait: string, value: string): Condition {
  const tests = [{ kind: 'compare', comparison: 'eq', operand: { kind: 'value', value } }] as const;
  return { kind: 'field', path: `traits.${trait}`, type: 'string', tests };
}
