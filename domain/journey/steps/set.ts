import { operandWords } from '../../condition/value-words.ts';
import type { SetStep } from '../program.ts';
import type { Move } from '../walk.ts';

/** Sets traits, by an event of its own; the steps that follow see them. */
export function set(step: SetStep): Move {
  const because = Object.entries(step.traits).map(([trait, value]) => `${trait} = ${operandWords(value)}`);
  return { kind: 'go', to: step.next, trail: { what: 'set', because }, acts: [{ kind: 'set', traits: step.traits }] };
}
