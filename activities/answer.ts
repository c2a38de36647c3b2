import { cameOf, commanded } from '../domain/audit/commanded.ts';
import { courseOf, type Enrolment } from '../domain/enrolment/identity.ts';
import { goneInstruction, toInstruction, type Instruction } from '../domain/enrolment/instruction.ts';
import type { Answer, Question } from '../domain/enrolment/question.ts';
import type { User } from '../domain/enrolment/user.ts';
import { entered } from '../domain/journey/advance.ts';
import type { Answered, Decision, Intent } from '../domain/enrolment/visit.ts';
import type { Command } from '../domain/journey/command.ts';
import type { State } from '../domain/journey/state.ts';
import { maskAddress } from '../domain/profile/mask.ts';
import { zoneOf } from '../domain/profile/surroundings.ts';
import type { ActivityDependencies } from './dependencies.ts';
import type { Pinned } from './pinned.ts';
import type { Attempt } from './write.ts';

/** An answer, and the address that its words may name. */
export interface Addressed {
  readonly answer: Answer;
  readonly to: string;
  /** The user's time zone. */
  readonly zone: string;
  /** Whose enrolment it is by now. */
  readonly user: string;
  /** What the decision has left to do. */
  readonly todo: readonly Intent[];
}

/** An answer as an attempt: only a decision newly taken has something to write. */
export function attempt(user: User, answer: Answer, { release }: Pinned): Attempt<Addressed> {
  const { profile, id } = user;
  const zone = zoneOf(profile, release.content.settings.zone);
  const outcome = { answer, to: maskAddress(profile.traits.email), zone, user: id };
  if (answer.kind !== 'taken') return { outcome: { ...outcome, todo: [] }, user: null };
  const todo = answer.user.todo.filter((intent) => !user.todo.includes(intent));
  return { outcome: { ...outcome, todo }, user: answer.user };
}

/** What the workflow asked, by what it is answered, and with what. */
export interface Asked {
  readonly dependencies: ActivityDependencies;
  readonly enrolment: Enrolment;
  readonly number: number;
  readonly pinned: Pinned;
  readonly state: State | null;
  readonly command?: Command | null;
}

/** The question as the domain understands it. */
export function questionOf({ enrolment, number, state, command = null }: Asked): Question {
  const { visit, user: origin } = enrolment;
  return { course: courseOf(enrolment), visit, origin, number, state, command };
}

/** Tells the trail, the exposures and the audit log (again, should an earlier attempt have stopped before) and then the workflow. */
export async function reply({ answer, to, zone, user, todo }: Addressed, asked: Asked): Promise<Instruction> {
  const { enrolment, pinned } = asked;
  const { store, clock, begin } = asked.dependencies;
  if (answer.kind === 'gone') return goneInstruction(asked.number + 1, asked.state ?? entered(pinned.program, 0, 0));
  const { decision } = answer;
  if (answer.kind === 'taken') begin(answer.user, todo);
  await recordExposures(decision, asked, user);
  await store.trail.append({ ...enrolment, number: decision.number, entries: decision.trail });
  const command = answer.kind === 'kept' ? answer.command : undefined;
  await audit(decision, command, asked);
  const become = user !== enrolment.user && { become: user };
  const telling = { ...pinned, clock, now: Date.now(), user: enrolment.user, to, zone, ...become };
  return toInstruction(decision, { ...telling, ...(command && { command }) });
}

/** A command that was answered has its line before anybody hears the answer, whoever has told it. */
async function audit(decision: Decision, kept: Answered | undefined, asked: Asked): Promise<void> {
  const { command = null, enrolment, dependencies } = asked;
  const came = command === null ? null : cameOf(command, decision, kept);
  if (command === null || came === null) return;
  const isTaken = decision.command?.id === command.id;
  const at = isTaken ? decision.at : dependencies.clock.at(Date.now(), enrolment.user);
  await dependencies.store.audit.note(commanded(enrolment, command, { ...came, at }));
}

async function recordExposures(
  { number, exposures }: Decision,
  { enrolment, dependencies }: Asked,
  user: string,
): Promise<void> {
  const { journey, visit, release } = enrolment;
  const decision = [courseOf(enrolment), enrolment.user, visit, number].join('/');
  for (const exposure of exposures) {
    const record = { ...exposure, user, journey, visit, release, kind: 'chosen' } as const;
    await dependencies.store.exposures.record(`${decision}/${exposure.experiment}`, record);
  }
}
