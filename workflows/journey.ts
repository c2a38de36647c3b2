import {
  CancellationScope,
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  patched,
  setHandler,
} from '@temporalio/workflow';
import { overWords } from '../domain/enrolment/command.ts';
import { enrolmentQueryName, wakeSignal, type Enrolment, type Wake } from '../domain/enrolment/identity.ts';
import type { Instruction, Task } from '../domain/enrolment/instruction.ts';
import type { Outcome } from '../domain/journey/state.ts';
import { decide, deliver, noteRefused } from './activities.ts';
import { createCommands, type Commands } from './commands.ts';
import { isLong, type Carried } from './continuing.ts';
import type { Told } from './details.ts';
import { createShown, type Showing } from './shown.ts';

/** Sent by ingest when what the decision with this number awaits has come true. */
const wake = defineSignal<Wake>(wakeSignal);

/** Where the enrolment stands: the instruction being carried out, and the newest lines of the story; null before the first. */
const enrolmentQuery = defineQuery<Standing | null>(enrolmentQueryName);

/** Temporal's own Cancel means leave. */
const cancel = { id: 'temporal:cancel', kind: 'leave', by: 'Temporal', reason: 'cancelled' } as const;

/** What a closed journey leaves as its result: how it ended, and what its details had told by then, where that is anything. */
export interface Story extends Partial<Told> {
  readonly outcome: Outcome;
  readonly words: string;
  readonly decisions: number;
  /** Of every experiment met, in the order of their meeting. */
  readonly arms?: readonly string[];
}

/** What the query answers. */
export interface Standing extends Instruction {
  /** Oldest first: `welcome sent: email accepted`. */
  readonly story: readonly string[];
}

/** What has come from outside, and is never reset. */
interface Inbox {
  readonly commands: Commands;
  readonly woke: () => number;
  readonly shown: Showing;
}

/**
 * One user's way through one journey. It knows effects, not business rules: ask for a decision, do what it says, ask
 * again; what people tell it comes before every effect. `number` counts the decisions; a wake-up is for a number, so one
 * that comes early is not lost, and one that comes late is not mistaken for another.
 * @param carried what the run before this one hands on; absent in the first
 */
export async function journey(enrolment: Enrolment, carried?: Carried): Promise<Story> {
  let woke = carried?.woke ?? 0;
  let current = carried?.instruction ?? null;
  const isPaused = (): boolean | null => (current === null ? null : current.state.paused !== undefined);
  const commands = createCommands(isPaused, carried?.answered);
  setHandler(wake, (number, visit = enrolment.visit) => {
    // One that was late for the visit before counts other decisions. By hand anything may be sent.
    if (isNear(number, current) && visit >= enrolment.visit) woke = Math.max(woke, number);
  });
  CancellationScope.current().cancelRequested.catch(() => commands.add(cancel));
  const shown = createShown(enrolment, carried);
  setHandler(enrolmentQuery, () => current && { ...current, story: shown.told().story ?? [] });
  return CancellationScope.nonCancellable(async () => {
    const inbox = { commands, woke: () => woke, shown };
    let next = current ?? (await decide({ enrolment, number: 0, state: null, now: Date.now() }));
    for (; ; next = await follow(enrolment, next, inbox)) {
      current = next;
      shown.show(next);
      commands.answer(next.command);
      if (next.task.kind === 'end') break;
    }
    return end(enrolment, { decisions: next.number, task: next.task, shown }, commands);
  });
}

/** A reset workflow may be behind by hundreds of decisions; a number far beyond would call again and again. */
const mostAhead = 1_000;

function isNear(number: unknown, current: Instruction | null): boolean {
  return Number.isSafeInteger(number) && Number(number) <= (current?.number ?? 0) + mostAhead;
}

/** Does what an instruction says, unless a command comes first, and returns the next one. */
async function follow(enrolment: Enrolment, instruction: Instruction, inbox: Inbox): Promise<Instruction> {
  const { number, state, task } = instruction;
  const { commands, woke, shown } = inbox;
  if (task.kind === 'deliver' && commands.first() === null) {
    const next = await deliver({ enrolment, number }, task.words);
    if (next !== null) return next;
  }
  if (task.kind === 'wait') {
    const called = (): boolean => woke() >= number || commands.first() !== null;
    await rest(task, () => called() || isLong());
    if (!called() && Date.now() < task.until && isLong()) {
      const answered = commands.answered();
      const before = { arms: shown.arms(), told: shown.told(), ...(answered.length > 0 && { answered }) };
      await continueAsNew<typeof journey>(enrolment, { instruction, woke: woke(), ...before });
    }
  }
  const command = commands.first();
  return decide({ enrolment, number, state, now: Date.now(), ...(command && { command }) });
}

/** Waits for a call or the timer, whichever is first. The timer is a hint: `decide` knows what time it is. */
async function rest({ until, words }: Extract<Task, { kind: 'wait' }>, called: () => boolean): Promise<void> {
  await condition(called, Math.max(1, until - Date.now()), { summary: words });
}

interface Ending {
  readonly decisions: number;
  readonly task: Extract<Task, { kind: 'end' }>;
  readonly shown: Showing;
}

/** Nobody is left without an answer, and no answer without its line in the audit log. */
async function end(enrolment: Enrolment, { decisions, task, shown }: Ending, commands: Commands): Promise<Story> {
  const { outcome, words } = task;
  const over = overWords(task);
  const left = commands.close(over);
  if (left.length > 0 && patched('audit')) await noteRefused({ enrolment, commands: left, over });
  await condition(allHandlersFinished);
  return { outcome, words, decisions, ...storyOf(shown) };
}

function storyOf(shown: Showing): Partial<Story> {
  const arms = shown.arms();
  const { goal, done, nudges } = shown.told();
  return {
    ...(goal !== undefined && { goal }),
    ...(done.length > 0 && { done }),
    ...(nudges.length > 0 && { nudges }),
    ...(arms.length > 0 && { arms }),
  };
}
