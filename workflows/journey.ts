import { condition, defineQuery, defineSignal, setHandler } from '@temporalio/workflow';
import { wakeSignal, type Enrolment } from '../domain/enrolment/identity.ts';
import type { Instruction, Task } from '../domain/enrolment/instruction.ts';
import type { Outcome } from '../domain/journey/state.ts';
import { decide, deliver } from './activities.ts';
import { createShown } from './shown.ts';

/** Sent by ingest when what the decision with this number awaits has come true. */
const wake = defineSignal<[number]>(wakeSignal);

/** Where the enrolment stands: the instruction being carried out, null before the first. */
const enrolmentQuery = defineQuery<Instruction | null>('enrolment');

/** What a closed journey leaves as its result. */
export interface Story {
  readonly outcome: Outcome;
  readonly words: string;
  readonly decisions: number;
}

/**
 * One user's way through one journey. It knows effects, not business rules: ask for a decision, do what it says, ask
 * again. `number` counts the decisions; a wake-up is for a number, so one that comes early is not lost, and one that
 * comes late is not mistaken for another.
 */
export async function journey(enrolment: Enrolment): Promise<Story> {
  let woke = 0;
  let current: Instruction | null = null;
  setHandler(wake, (number) => {
    woke = Math.max(woke, number);
  });
  setHandler(enrolmentQuery, () => current);
  const show = createShown();
  let next = await decide({ enrolment, number: 0, state: null, now: Date.now() });
  while (next.task.kind !== 'end') {
    current = next;
    show(next);
    next = await follow(enrolment, next, (number) => woke >= number);
  }
  current = next;
  show(next);
  return { outcome: next.task.outcome, words: next.task.words, decisions: next.number };
}

/** Does what an instruction says and returns the next one. */
async function follow(
  enrolment: Enrolment,
  { number, state, task }: Instruction,
  woken: (number: number) => boolean,
): Promise<Instruction> {
  if (task.kind === 'deliver') return deliver({ enrolment, number }, task.words);
  if (task.kind === 'wait') await rest(task, () => woken(number));
  return decide({ enrolment, number, state, now: Date.now() });
}

/** Waits for a wake-up or the timer, whichever is first. The timer is a hint: `decide` knows what time it is. */
async function rest({ until, words }: Extract<Task, { kind: 'wait' }>, woken: () => boolean): Promise<void> {
  await condition(woken, Math.max(1, until - Date.now()), { summary: words });
}
