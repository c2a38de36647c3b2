import type { ErrorCode } from '../errors.ts';
import type { Instant } from '../time/instant.ts';
import type { Command, CommandKind } from './command.ts';
import { end, type Program, type Step, type StepIndex } from './program.ts';
import { withoutRoundsOutside } from './rounds.ts';
import type { Order, State } from './state.ts';

/** A command that means nothing where the enrolment stands: it changes nothing. */
export interface Refused {
  readonly refused: ErrorCode;
  readonly because: string;
}

interface Ordering {
  readonly command: Command;
  readonly program: Program;
  readonly state: State;
  readonly now: Instant;
}

/** What a command makes of an enrolment's state, or why it cannot be obeyed. */
export function order(ordering: Ordering): Order | Refused {
  return orders[ordering.command.kind](ordering);
}

const orders: Readonly<Record<CommandKind, (ordering: Ordering) => Order | Refused>> = {
  pause(ordering) {
    if (ordering.state.paused !== undefined) return refuse('pause: it is paused already');
    return ordered(ordering, 'paused', { ...ordering.state, paused: ordering.now });
  },
  resume(ordering) {
    const { paused, ...state } = ordering.state;
    if (paused === undefined) return refuse('resume: it is not paused');
    // Whoever was moved while paused has not begun the step yet.
    return { ...ordered(ordering, 'resumed', state), arrives: state.since >= paused };
  },
  skip(ordering) {
    const { program, state } = ordering;
    const step = program.steps[state.step];
    if (step === undefined) return refuse('skip: no step is left, resume to finish');
    return go(ordering, 'skipped', after(step));
  },
  move(ordering) {
    const to = ordering.program.steps.findIndex(({ id }) => id === ordering.command.step);
    if (to === end) return unknownStep(ordering, () => true);
    return { ...go(ordering, `moved to ${ordering.command.step ?? ''}`, to) };
  },
  resend(ordering) {
    const { command, program, state } = ordering;
    const step = program.steps.findIndex(({ id, kind }) => id === command.step && kind === 'send');
    if (step === end) return unknownStep(ordering, ({ kind }) => kind === 'send');
    if (state.paused !== undefined) return refuse('resend: nothing is sent while it is paused, resume first');
    if (state.again !== undefined) return refuse('resend: another nudge is being sent again, try once more after it');
    if (state.step === step)
      return refuse(`resend: ${command.step ?? ''} is under way, its nudge has not gone out yet`);
    const resent = ordered(ordering, 'resent', { ...state, again: step, resends: (state.resends ?? 0) + 1 });
    return { ...resent, told: { ...resent.told, step: command.step ?? '' } };
  },
  leave: (ordering) => ({ ...ordered(ordering, 'left', ordering.state), leaves: true }),
};

function ordered({ command, program, state, now }: Ordering, what: string, next: State): Order {
  const step = program.steps[state.step]?.id ?? 'end';
  const told = { at: now, step, what: `${what} by ${command.by}`, because: [command.reason] };
  return { state: next, told, arrives: false, leaves: false };
}

/** On to another step, which begins now; rounds of repeats that it is not in are over. */
function go(ordering: Ordering, what: string, to: StepIndex): Order {
  const { program, state, now } = ordering;
  const next = { ...withoutRoundsOutside(program, state, to), step: to, since: now };
  return { ...ordered(ordering, what, next), arrives: true };
}

/** Where the walk goes on as if a step were done; of a wait for any of several nobody knows which it would have been. */
function after(step: Step): StepIndex {
  return step.kind === 'wait' && step.mode !== 'any' ? step.done : step.next;
}

function refuse(because: string): Refused {
  return { refused: 'COMMAND_REFUSED', because };
}

function unknownStep({ command, program }: Ordering, fits: (step: Step) => boolean): Refused {
  const known = program.steps.filter(fits).map(({ id }) => id);
  const expected = known.length === 0 ? 'there is none' : `expected one of ${known.join(', ')}`;
  const which = command.kind === 'resend' ? 'step that sends' : 'step';
  return {
    refused: 'STEP_UNKNOWN',
    because: `${command.kind}: ${program.journey} has no ${which} "${command.step ?? ''}", ${expected}`,
  };
}
