import { end, isNudgeStep, type NudgeStep, type Program, type Step, type StepIndex } from '../journey/program.ts';
import type { Effect, State, TrailEntry } from '../journey/state.ts';
import { own } from '../own.ts';
import type { Release, ReleaseContent } from '../release/release.ts';
import { cutBytes } from '../text.ts';
import { createInstantWords, type InstantWords } from '../time/instant-words.ts';
import type { Decision } from './visit.ts';

/** What came of a nudge, for a table: "Tue 3 Mar 21:40", "email video-tour", "held: quiet hours 21:00–08:00". */
export type NudgeNews = readonly [when: string, nudge: string, result: string];

/** Where an enrolment stays, in the words of the user's time zone. */
export interface Stay {
  readonly zone: string;
  /** Since when: "Tue 3 Mar 21:40". */
  readonly since: string;
  /** When it goes on at the latest; absent at the end. */
  readonly next?: string;
  /** The step that follows; absent at the end, and where that depends. */
  readonly then?: string;
  /** The step that follows where what is waited for does not come, if that is another one. */
  readonly late?: string;
}

/**
 * What a decision adds to what people are shown of an enrolment. It is in the history, so each thing is told once: the
 * workflow puts it together.
 */
export interface News {
  /** "Project Created by Mon 16 Mar 09:14", with the first decision. */
  readonly goal?: string;
  /** Waits that are over. */
  readonly done?: readonly string[];
  readonly nudges?: readonly NudgeNews[];
  /** Absent while a nudge is being sent, which takes a moment. */
  readonly stay?: Stay;
}

interface Telling {
  readonly zone: string;
  readonly release: Pick<Release, 'content'>;
  readonly program: Program;
}

/** What there is to show of a decision; undefined where that is nothing. */
export function newsOf(decision: Decision, { zone, release, program }: Telling): News | undefined {
  const words = createInstantWords(zone);
  const steps = new Map(program.steps.map((step) => [step.id, step]));
  const done = decision.trail.filter(({ step, what }) => what === 'done' && steps.get(step)?.kind === 'wait');
  const nudges = decision.trail.flatMap((entry) => nudgeNews(entry, steps.get(entry.step), { words, ...release.content })); // prettier-ignore
  const goal = decision.number === 1 ? goalWords(program, decision.state, words) : null;
  const stay = stayOf(decision, { zone, program, words });
  const news: News = {
    ...(goal !== null && { goal }),
    ...(done.length > 0 && { done: done.map(({ step }) => step) }),
    ...(nudges.length > 0 && { nudges }),
    ...(stay !== null && { stay }),
  };
  return Object.keys(news).length > 0 ? news : undefined;
}

/** What is more is in MongoDB. */
const resultBytes = 60;

/** What a delivery can come to, in the words of the trail. */
const results: ReadonlySet<string> = new Set(['sent', 'held', 'skipped', 'failed', 'refused for now', 'dropped']);

interface Naming extends Pick<ReleaseContent, 'templates'> {
  readonly words: InstantWords;
}

function nudgeNews({ at, what, because }: TrailEntry, step: Step | undefined, naming: Naming): NudgeNews[] {
  if (!isNudgeStep(step) || !results.has(what)) return [];
  const why = what === 'sent' ? '' : because.join('; ');
  const result = cutBytes(why === '' ? what : `${what}: ${why}`, resultBytes);
  return [[naming.words.full(at), nudgeName(step, naming), result]];
}

function nudgeName(step: NudgeStep, { templates }: Naming): string {
  const names = step.kind === 'show' ? [] : step.templates;
  const channels = [...new Set(names.flatMap((name) => own(templates, name)?.channel ?? []))];
  return [step.kind === 'show' ? 'in-app' : channels.join(' or '), step.id].filter(Boolean).join(' ');
}

function goalWords({ goal }: Program, { entry }: State, words: InstantWords): string | null {
  return goal === null ? null : `${goal.event} by ${words.full(entry + goal.within)}`;
}

interface Staying {
  readonly zone: string;
  readonly program: Program;
  readonly words: InstantWords;
}

function stayOf({ at, state, effect }: Decision, { zone, program, words }: Staying): Stay | null {
  if (effect.kind === 'deliver') return null;
  if (effect.kind === 'end') return { zone, since: words.full(at) };
  const next = words.full(effect.until);
  return { zone, since: words.full(state.since), next, ...thenOf(program, state, effect) };
}

/** Where the walk goes on after the step under way, as far as that does not depend on what comes. */
function thenOf({ steps }: Program, { step: at }: State, { step: id, status }: Waiting): Pick<Stay, 'then' | 'late'> {
  const step = steps[at];
  if (step?.id !== id || status === 'paused') return {};
  const name = (index: StepIndex): string => steps[index]?.id ?? 'the end';
  if (step.kind !== 'wait') return { then: name(step.next) };
  if (step.mode === 'any' && step.clauses.some(({ to }) => to !== end && to !== step.done)) return {};
  return { then: name(step.done), ...(step.done !== step.timeout && { late: name(step.timeout) }) };
}

type Waiting = Extract<Effect, { kind: 'wait' }>;
