import { ApplicationFailure } from '@temporalio/common';
import { CancellationScope, condition, currentUpdateInfo, defineUpdate, setHandler } from '@temporalio/workflow';
import { commandKinds, payloadFault, type CommandPayload } from '../domain/enrolment/command.ts';
import type { Answered } from '../domain/enrolment/visit.ts';
import type { ErrorCode } from '../domain/errors.ts';
import type { Command, CommandKind } from '../domain/journey/command.ts';

/** The commands that nobody has taken yet, in the order in which they came. */
export interface Commands {
  first(): Command | null;
  /** Adds a command, unless one of its id waits already. */
  add(command: Command): void;
  /** A decision has named a command: only now is it removed, and whoever told it has the answer. */
  answer(answered: Answered | undefined): void;
  /** The newest answers, newest last: Temporal knows an update's id within one run only. */
  answered(): readonly Answered[];
  /** The enrolment is over: all that is left, and all that comes, is refused. Gives what was left. */
  close(words: string): readonly Command[];
}

/** What a validator may know of the enrolment: null before the first decision. */
export type IsPaused = () => boolean | null;

/** A command is told again within minutes, if at all. */
const answersKept = 10;

/**
 * Takes people's commands: Temporal updates that are checked, queued by their ids and answered by the decision that
 * consumes them. A refusal by a validator leaves nothing in the history.
 * @param before what the run before this one has answered: told again, it is answered as then
 */
export function createCommands(isPaused: IsPaused, before: readonly Answered[] = []): Commands {
  const queue: Command[] = [];
  const answers = new Map(before.map((each) => [each.id, each]));
  let closed: string | null = null;
  const over = (kind: CommandKind): ApplicationFailure => failure('ENROLMENT_CLOSED', `${kind}: ${closed ?? ''}`);

  function add(command: Command): void {
    if (!queue.some(({ id }) => id === command.id)) queue.push(command);
  }

  /** A person's command is waited for to its end, whatever else is cancelled meanwhile. */
  async function told(command: Command): Promise<string> {
    const { id, kind } = command;
    if (closed !== null) throw over(kind);
    if (!answers.has(id)) add(command);
    await CancellationScope.nonCancellable(() => condition(() => answers.has(id) || closed !== null));
    const answered = answers.get(id);
    if (answered === undefined) throw over(kind);
    if (answered.refused !== undefined) throw failure(answered.refused, answered.words);
    return answered.words;
  }

  function validate(kind: CommandKind, payload: CommandPayload): void {
    const fault = payloadFault(kind, payload);
    if (fault !== null) throw failure('COMMAND_INVALID', fault);
    if (closed !== null) throw over(kind);
    if (answers.has(updateId(kind))) return;
    // Only what is in the queue could change that before the command's turn.
    const paused = queue.length === 0 ? isPaused() : null;
    if (kind === 'pause' && paused === true) throw failure('COMMAND_REFUSED', 'pause: it is paused already');
    if (kind === 'resume' && paused === false) throw failure('COMMAND_REFUSED', 'resume: it is not paused');
  }

  for (const kind of commandKinds) {
    const update = defineUpdate<string, [CommandPayload]>(kind);
    const handle = (payload: CommandPayload): Promise<string> => told({ id: updateId(kind), kind, ...payload });
    setHandler(update, handle, { validator: (payload: CommandPayload) => validate(kind, payload) });
  }

  return {
    first: () => queue[0] ?? null,
    add,
    answer(answered) {
      const at = queue.findIndex(({ id }) => id === answered?.id);
      if (answered === undefined || at === -1) return;
      queue.splice(at, 1);
      answers.set(answered.id, answered);
    },
    answered: () => [...answers.values()].slice(-answersKept),
    close(words) {
      closed = words;
      return queue.splice(0);
    },
  };
}

function updateId(kind: CommandKind): string {
  return currentUpdateInfo()?.id ?? kind;
}

function failure(type: ErrorCode, message: string): ApplicationFailure {
  return ApplicationFailure.create({ type, message, nonRetryable: true });
}
