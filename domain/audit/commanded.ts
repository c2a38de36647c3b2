import { overWords } from '../enrolment/command.ts';
import { courseOf, type Enrolment } from '../enrolment/identity.ts';
import type { Answered, Decision } from '../enrolment/visit.ts';
import type { Command } from '../journey/command.ts';
import type { Instant } from '../time/instant.ts';
import type { AuditEntry } from './entry.ts';

/**
 * What a command came to with the decision that was asked for with it; null where it is still to be looked at. A decision
 * that ends the enrolment without it leaves it nothing to change.
 * @param kept what it came to where that has changed nothing, or was decided before
 */
export function cameOf(command: Command, decision: Decision, kept: Answered | undefined): Answered | null {
  const answered = kept ?? decision.command;
  if (answered?.id === command.id) return answered;
  return decision.effect.kind === 'end' ? tooLate(command, overWords(decision.effect)) : null;
}

/** The answer to a command that comes to an enrolment which is over. */
export function tooLate({ id, kind }: Pick<Command, 'id' | 'kind'>, over: string): Answered {
  return { id, words: `${kind}: ${over}`, refused: 'ENROLMENT_CLOSED' };
}

/** Whose command it is: a visit's, of which each command is taken once. */
export type Commanded = Pick<Enrolment, 'user' | 'journey' | 'key' | 'visit'>;

/** The entry of a command that was answered. */
export function commanded(
  enrolment: Commanded,
  command: Command,
  came: Answered & { readonly at: Instant },
): AuditEntry {
  const { user, journey, key = null, visit } = enrolment;
  const { id, kind, by, reason, step = null } = command;
  const { at, words, refused } = came;
  return {
    id: ['command', courseOf({ journey, key }), user, visit, id].join('/'),
    at,
    by,
    reason,
    did: kind,
    to: { kind: 'enrolment', user, journey, key, step },
    command: id,
    words,
    ...(refused && { refused }),
  };
}
