import type { Outcome, State, Status } from '../journey/state.ts';
import { wakesAt } from '../journey/wakes-at.ts';
import type { Program } from '../journey/program.ts';
import type { Release } from '../release/release.ts';
import { cutBytes } from '../text.ts';
import type { Clock } from '../time/clock.ts';
import type { Instant } from '../time/instant.ts';
import { newsOf, type News } from './news.ts';
import { nudgeWords } from './nudge-words.ts';
import type { Answered, Decision } from './visit.ts';

/** What the workflow is to do, with the words that people see beside it. Everything in here is in the history: small. */
export type Task =
  | { readonly kind: 'deliver'; readonly words: string }
  /** `until` is a real instant. */
  | { readonly kind: 'wait'; readonly until: Instant; readonly words: string }
  | { readonly kind: 'end'; readonly outcome: Outcome; readonly words: string };

/** A decision as the workflow gets it: the part of it that the history has to hold. */
export interface Instruction {
  readonly number: number;
  readonly state: State;
  readonly task: Task;
  /** What `UsherStatus` and `UsherStep` show. */
  readonly status: Status;
  readonly step: string;
  readonly because: readonly string[];
  /** What the command came to that the workflow has asked with; absent while it is still to be looked at. */
  readonly command?: Answered;
  /** What `UsherUser` shows, where the user has become another since the start; absent where not. */
  readonly user?: string;
  /** Arms met on the way to this decision, as `UsherArms` shows them: `tour-format=video`. Absent where none were. */
  readonly arms?: readonly string[];
  /** What the current details show besides; absent where nothing is news. */
  readonly news?: News;
}

/** At most this many reasons, of at most so many bytes each, go into the history; all of them are in MongoDB. */
const reasonsKept = 4;
const reasonBytes = 120;

/** The instruction for a workflow whose visit ended, was replaced or forgotten. */
export function goneInstruction(number: number, state: State): Instruction {
  const task = { kind: 'end', outcome: 'left', words: 'this visit is over or forgotten' } as const;
  return { number, state, task, status: 'left', step: 'end', because: [] };
}

/** What turns a decision into an instruction. */
export interface Telling {
  readonly clock: Clock;
  /** Real time. */
  readonly now: Instant;
  readonly user: string;
  /** The masked address of a nudge to be delivered. */
  readonly to: string;
  /** The user's time zone. */
  readonly zone: string;
  /** The release that the enrolment is pinned to, and its journey in there. */
  readonly release: Pick<Release, 'content'>;
  readonly program: Program;
  /** What a command came to that has changed nothing. */
  readonly command?: Answered;
  /** Whom the enrolment's user has become; absent where nobody else. */
  readonly become?: string;
}

/** What the workflow gets of a decision. */
export function toInstruction(
  decision: Decision,
  { clock, now, user, become, command = decision.command, ...telling }: Telling,
): Instruction {
  const { number, state, effect } = decision;
  const because = keptOf(decision.trail).map((entry) => reason(entry.step, entry.what, entry.because));
  const arms = decision.exposures.map(({ experiment, arm }) => `${experiment}=${arm}`);
  const news = newsOf(decision, telling);
  const told = { ...(command && { command }), ...(become !== undefined && { user: become }), ...(news && { news }) };
  const common = { number, state, because, ...told, ...(arms.length > 0 && { arms }) };
  switch (effect.kind) {
    case 'deliver': {
      const words = cutBytes(
        nudgeWords(effect.templates, { templates: telling.release.content.templates, to: telling.to }),
        reasonBytes,
      );
      return { task: { kind: 'deliver', words }, status: 'sending', step: effect.step, ...common };
    }
    case 'wait': {
      const task = {
        kind: 'wait',
        until: clock.real(wakesAt(effect), now, user),
        words: cutBytes(effect.words, reasonBytes),
      } as const;
      return { task, status: effect.status, step: effect.step, ...common };
    }
    case 'end': {
      const task = { kind: 'end', outcome: effect.outcome, words: cutBytes(effect.words, reasonBytes) } as const;
      return { task, status: effect.outcome, step: 'end', ...common };
    }
  }
}

/** The newest, and of a nudge that went out that it did: the history alone tells of it when a restore has lost the rest. */
function keptOf(trail: Decision['trail']): Decision['trail'] {
  const newest = trail.slice(-reasonsKept);
  const sent = trail.slice(0, -reasonsKept).find(({ what }) => what.startsWith('sent'));
  return sent === undefined ? newest : [sent, ...newest.slice(1)];
}

function reason(step: string, what: string, because: readonly string[]): string {
  const why = because.join('; ');
  const done = step === what && what === 'entered' ? what : `${step} ${what}`;
  return cutBytes(why === '' ? done : `${done}: ${why}`, reasonBytes);
}
