import { own } from '../../own.ts';
import { choose, type Choice } from '../../slot/choose.ts';
import { partsOf } from '../../slot/shelf.ts';
import { roundOf } from '../rounds.ts';
import type { ShowStep } from '../program.ts';
import type { Act } from '../state.ts';
import type { Move, Place, StepRule, Told } from '../walk.ts';

/**
 * Puts what its slot shows into the user's inbox, as a nudge of the in-app template that the item is compiled into. Where
 * that has to wait, the rules are asked anew before it goes out; a slot that shows nothing is passed over.
 */
export const show: StepRule<ShowStep> = (step, place) => {
  const { input, program, state } = place;
  if (input?.kind === 'delivered') {
    return { kind: 'go', to: step.next, trail: { what: input.result, because: [input.because] } };
  }
  const choice = chosen(step, place);
  if (choice === null) return nothing(step, [`slot ${step.slot} is not in the release`], []);
  const templates = templatesOf(choice, place);
  // What was met on arrival is not met again by looking again.
  const met = choice.arms.filter(({ bucket }) => input === null || bucket !== null);
  const acts = met.map((exposure): Act => ({ kind: 'exposure', exposure }));
  if (templates.length === 0) return nothing(step, whyNothing(choice), acts);
  const effect = { kind: 'deliver', step: step.id, templates, round: roundOf(program, state) } as const;
  return { kind: 'stay', effect, trail: input === null ? told(choice) : null, acts };
};

function chosen({ slot: name }: ShowStep, { shelf, experiments, zone, facts, now }: Place): Choice | null {
  const slot = own(shelf.slots, name);
  return slot === undefined ? null : choose(slot, partsOf(shelf, { experiments, zone }), { facts, now });
}

function templatesOf({ items }: Choice, { shelf }: Place): readonly string[] {
  return items.flatMap(({ item }) => own(shelf.items, item)?.template ?? []);
}

/** Which rule has decided, what it shows, and why. */
function told({ rule, items, because }: Choice): Told {
  const shown = `shows ${items.map(({ item }) => item).join(', ')}`;
  return { what: rule === null ? 'default' : `rule ${rule} decides`, because: [shown, ...because] };
}

function whyNothing({ rule, because }: Choice): readonly string[] {
  return [rule === null ? 'no rule fits, and there is no default' : `rule ${rule} shows nothing`, ...because];
}

function nothing(step: ShowStep, because: readonly string[], acts: readonly Act[]): Move {
  return { kind: 'go', to: step.next, trail: { what: 'passed over', because }, ...(acts.length > 0 && { acts }) };
}
