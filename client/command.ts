import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { commanded, tooLate } from '../domain/audit/commanded.ts';
import type { AuditEntry } from '../domain/audit/entry.ts';
import { overWords, payloadFault, type CommandPayload } from '../domain/enrolment/command.ts';
import { courseOf } from '../domain/enrolment/identity.ts';
import { originOn, type User } from '../domain/enrolment/user.ts';
import type { Answered, Visit } from '../domain/enrolment/visit.ts';
import { UsherError } from '../domain/errors.ts';
import type { Command, CommandKind } from '../domain/journey/command.ts';
import { nowFor, type UsherContext } from './context.ts';
import { enrolmentOf } from './enrolment.ts';
import { RequestId, UserId, readInput } from './input.ts';
import { knownUser } from './known-user.ts';
import { sendUpdate } from './send-update.ts';

/** Whose enrolment is told, by whom, and why. */
export interface CommandInput extends CommandPayload {
  readonly userId: string;
  readonly journey: string;
  /** Of a journey with `per`: what tells this enrolment from the user's others in it. */
  readonly key?: string;
  /** Told again under the same id, a command is done once and answered as before. A fresh one where it is not given. */
  readonly id?: string;
}

/** What a command came to. */
export interface CommandAnswer {
  /** The id under which it was told. */
  readonly id: string;
  /** What was done, and what follows. */
  readonly words: string;
}

/** Whatever it holds: whom it is for is looked at first, what is to be done once that is known. */
const Told = z.custom<CommandInput>((input) => typeof input === 'object' && input !== null, 'expected an object');
const Whom = z.object({ userId: UserId, journey: z.string(), key: z.string().nullish(), id: RequestId.optional() });

/** One command on its way: whose, which, and what is known of the visit. */
interface Commanding {
  readonly context: UsherContext;
  readonly user: User;
  /** Under whose id the workflow runs: one that moved when two users became one still has its first. */
  readonly origin: string;
  readonly journey: string;
  readonly key: string | null;
  readonly command: Command;
}

/**
 * Tells an enrolment something and waits for what came of it. What is refused has its line in the audit log like what is
 * done; the enrolment writes it where it was asked, this function where the enrolment never heard of it.
 * @throws UsherError COMMAND_INVALID, COMMAND_REFUSED, STEP_UNKNOWN, USER_UNKNOWN, ENROLMENT_*, SERVER_UNREACHABLE
 */
export async function command(context: UsherContext, kind: CommandKind, input: CommandInput): Promise<CommandAnswer> {
  const {
    userId,
    journey,
    key: given,
    id,
    ...payload
  } = readInput(Told, input, { code: 'COMMAND_INVALID', name: kind });
  const whom = readInput(Whom, { userId, journey, key: given, id }, { code: 'COMMAND_INVALID' });
  const user = await knownUser(context, whom.userId);
  const key = whom.key ?? null;
  const visit = enrolmentOf(user, { journey: whom.journey, key });
  const told = { id: whom.id ?? randomUUID(), kind, ...payload };
  const which = { journey: whom.journey, key };
  const commanding: Commanding = { context, user, origin: originOn(user, courseOf(which)), ...which, command: told };
  const fault = payloadFault(kind, payload);
  if (fault !== null) throw await invalid(commanding, visit, fault);
  const words = (await before(commanding)) ?? (await tell(commanding, visit));
  return { id: told.id, words };
}

/** What the command was answered, which is no other one's answer; null where it was not. */
async function before({ context, origin, journey, key, command: told }: Commanding): Promise<string | null> {
  const entry = await context.store.audit.answered({ user: origin, journey, key, command: told.id });
  if (entry === null) return null;
  const isAlike = entry.did === told.kind && entry.to.kind === 'enrolment' && entry.to.step === (told.step ?? null);
  if (isAlike && entry.by === told.by) return answerOf(entry);
  const by = isAlike ? ` by ${JSON.stringify(entry.by)}` : '';
  const found = `id ${JSON.stringify(told.id)} was used before for ${JSON.stringify(entry.did)}${by}`;
  throw new UsherError('COMMAND_INVALID', `${told.kind}: ${found}; expected an id of its own`);
}

function answerOf({ words, refused }: Pick<AuditEntry, 'words' | 'refused'>): string {
  if (refused !== undefined) throw new UsherError(refused, words);
  return words;
}

async function tell(commanding: Commanding, visit: Visit): Promise<string> {
  if (visit.status === 'closed') throw await refusal(commanding, visit, closedAnswer(commanding, visit));
  const { context, origin, command: told } = commanding;
  const sent = await sendUpdate(context, { course: courseOf(commanding), user: origin, command: told });
  if (sent.kind === 'gone') return afterwards(commanding, visit);
  // Of two who tell it different things under one id at once, Temporal gives both the answer to the first.
  const answered = await before(commanding);
  if (answered !== null) return answered;
  if (sent.kind === 'refused') throw await refusal(commanding, visit, { id: told.id, ...sent });
  return sent.words;
}

/** Temporal has no workflow that could answer: it has not begun, has just ended, or was ended by somebody in Temporal. */
async function afterwards(commanding: Commanding, visit: Visit): Promise<string> {
  const { context, user, command: told } = commanding;
  if (visit.status === 'starting')
    throw new UsherError(
      'ENROLMENT_STARTING',
      `${told.kind}: the enrolment is about to start; tell it again in a moment`,
    );
  // It may have answered in its last moment.
  const answered = await before(commanding);
  if (answered !== null) return answered;
  await context.ingest.meet(commanding.origin, courseOf(commanding));
  const now = enrolmentOf(await knownUser(context, user.id), commanding);
  if (now.status === 'closed') throw await refusal(commanding, visit, closedAnswer(commanding, now));
  throw new UsherError(
    'ENROLMENT_STARTING',
    `${told.kind}: the enrolment has just begun anew; tell it again in a moment`,
  );
}

function closedAnswer({ command: told }: Commanding, { decision }: Visit): Answered {
  const effect = decision?.effect;
  return tooLate(told, effect?.kind === 'end' ? overWords(effect) : 'the enrolment is over');
}

/** The error of a refusal, which the audit log then has, whoever has refused. */
async function refusal(commanding: Commanding, visit: Visit, answered: Answered): Promise<UsherError> {
  const { context, user, origin, journey, key, command: told } = commanding;
  const enrolment = { user: origin, journey, ...(key !== null && { key }), visit: visit.visit };
  await context.store.audit.note(commanded(enrolment, told, { ...answered, at: nowFor(context, user.id) }));
  return new UsherError(answered.refused ?? 'COMMAND_REFUSED', answered.words);
}

/** Mended, it may be told under the same id: the audit log has the attempt under one of its own. */
async function invalid(commanding: Commanding, visit: Visit, fault: string): Promise<UsherError> {
  const { context, user, origin, journey, key, command: told } = commanding;
  const enrolment = { user: origin, journey, ...(key !== null && { key }), visit: visit.visit };
  const came = { id: randomUUID(), words: fault, refused: 'COMMAND_INVALID', at: nowFor(context, user.id) } as const;
  const entry = commanded(enrolment, { ...told, id: came.id }, came);
  await context.store.audit.note({ ...entry, by: textOf(told.by), reason: textOf(told.reason) });
  return new UsherError('COMMAND_INVALID', fault);
}

/** As much as is kept of what somebody said wrongly. */
const longest = 200;

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.slice(0, longest) : null;
}
