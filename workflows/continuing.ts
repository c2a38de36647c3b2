import { allHandlersFinished, workflowInfo } from '@temporalio/workflow';
import type { Instruction } from '../domain/enrolment/instruction.ts';
import type { Answered } from '../domain/enrolment/visit.ts';
import type { Told } from './details.ts';

/** What a run hands on to the next: all there is. The instruction holds the state, a wait's instant and what is shown. */
export interface Carried {
  readonly instruction: Instruction;
  readonly woke: number;
  /** The arms that are shown. */
  readonly arms: readonly string[];
  /** What the details have told; absent where a run of before there were such began. */
  readonly told?: Told;
  /** The newest commands that were answered; absent where none was. */
  readonly answered?: readonly Answered[];
}

/** The longest journey of the tests comes to a tenth of it; a worker replays it in some hundredths of a second. */
const mostEvents = 1_000;

/** Whether the history is long enough to begin a new one, and nobody waits for an answer in this one. */
export function isLong(): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  return (continueAsNewSuggested || historyLength >= mostEvents) && allHandlersFinished();
}
