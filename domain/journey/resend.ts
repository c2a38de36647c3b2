import type { Instant } from '../time/instant.ts';
import { end, type Program } from './program.ts';
import { raisedRound } from './rounds.ts';
import type { Effect, Input, State, TrailEntry } from './state.ts';

interface Resending {
  readonly program: Program;
  readonly state: State;
  readonly input: Input | null;
  readonly now: Instant;
}

/** The delivery of the nudge that is to be sent again, under a key of its own. */
export function resending({
  program,
  state,
}: Pick<Resending, 'program' | 'state'>): Extract<Effect, { kind: 'deliver' }> {
  const step = program.steps[state.again ?? end];
  if (step?.kind !== 'send') throw new Error(`journey ${program.journey} sends nothing at step ${String(state.again)}`);
  return { kind: 'deliver', step: step.id, templates: step.templates, round: raisedRound(program, state) };
}

/** What came of a nudge that was sent again, and the state without it; null while it is still to go out. */
export function wasResent({ program, state, input, now }: Resending): { told: TrailEntry; state: State } | null {
  const { again = end, ...rest } = state;
  const told = { at: now, step: program.steps[again]?.id ?? 'end' };
  if (input?.kind === 'delivered')
    return { told: { ...told, what: input.result, because: [input.because] }, state: rest };
  if (input?.kind !== 'delivering') return null;
  return { told: { ...told, what: 'dropped', because: ['not for this user any more'] }, state: rest };
}
