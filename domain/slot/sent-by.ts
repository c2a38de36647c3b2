import type { Step } from '../journey/program.ts';
import { own } from '../own.ts';
import { itemsOf } from './items-of.ts';
import { templateOf, type Slot } from './slot.ts';

/** The templates whose nudges a step may send; none of a step that sends nothing. */
export function templatesSentBy(step: Step, slots: Readonly<Record<string, Slot>>): readonly string[] {
  if (step.kind === 'send') return step.templates;
  const slot = step.kind === 'show' ? own(slots, step.slot) : undefined;
  return slot === undefined ? [] : itemsOf(slot).map(templateOf);
}
