import type { Answer } from '../domain/enrolment/decide.ts';
import type { Enrolment } from '../domain/enrolment/identity.ts';
import { goneInstruction, toInstruction, type Instruction } from '../domain/enrolment/instruction.ts';
import type { User } from '../domain/enrolment/user.ts';
import { entered } from '../domain/journey/advance.ts';
import type { Program } from '../domain/journey/program.ts';
import type { State } from '../domain/journey/state.ts';
import { maskAddress } from '../domain/profile/mask.ts';
import type { Clock } from '../domain/time/clock.ts';
import type { Store } from '../store/index.ts';
import type { Attempt } from './write.ts';

/** An answer, and the address that its words may name. */
export interface Addressed {
  readonly answer: Answer;
  readonly to: string;
}

/** An answer as an attempt: only a decision newly taken has something to write. */
export function attempt(user: User, answer: Answer): Attempt<Addressed> {
  const to = maskAddress(user.profile.traits.email);
  return { outcome: { answer, to }, user: answer.kind === 'taken' ? answer.user : null };
}

export interface Asked {
  readonly store: Store;
  readonly clock: Clock;
  readonly enrolment: Enrolment;
  readonly number: number;
  readonly program: Program;
  readonly state: State | null;
}

/** Tells the trail (again, should an earlier attempt have stopped before it) and then the workflow. */
export async function reply({ answer, to }: Addressed, asked: Asked): Promise<Instruction> {
  const { store, clock, enrolment } = asked;
  if (answer.kind === 'gone') return goneInstruction(asked.number + 1, asked.state ?? entered(asked.program, 0, 0));
  const { decision } = answer;
  await store.trail.append({ ...enrolment, number: decision.number, entries: decision.trail });
  return toInstruction(decision, { clock, now: Date.now(), user: enrolment.user, to });
}
