import type { Slot, SlotRule } from './slot.ts';

/** Every item that a slot may show, in the order in which they are named. */
export function itemsOf({ rules, default: usual, fallback }: Slot): readonly string[] {
  const named = [...rules.flatMap(itemsOfRule), ...[usual, fallback].filter((item) => item !== null)];
  return [...new Set(named)];
}

function itemsOfRule({ show }: SlotRule): readonly string[] {
  const shown = show.kind === 'experiment' ? Object.values(show.arms) : [show];
  return shown.flatMap((each) => (each.kind === 'item' ? [each.item] : []));
}
