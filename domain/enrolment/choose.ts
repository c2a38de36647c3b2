import { isNudgeStep } from '../journey/program.ts';
import { admit, type Admission, type Nudge } from '../pacing/admit.ts';
import { clause } from '../pacing/clause.ts';
import { isInDoubt } from '../pacing/ledger.ts';
import { own } from '../own.ts';
import { liveLedger } from './claims.ts';
import type { Due } from './due-nudge.ts';
import { holdLimitOf } from './hold-limit.ts';
import type { Deciding, Question } from './question.ts';
import type { User } from './user.ts';

/** What becomes of a nudge: one of its templates goes out, or none does now, or none at all. */
export type Choice =
  | (Extract<Admission, { kind: 'go' }> & {
      readonly nudge: Nudge;
      /** Why each of the templates before it may not go out now. */
      readonly instead: readonly string[];
    })
  | Exclude<Admission, { kind: 'go' }>;

interface Choosing {
  readonly due: Due;
  /** Each template goes out by its own channel. */
  readonly deciding: Pick<Deciding, 'release' | 'policy' | 'switches'>;
  /** A timer has made it due: it may be spread. */
  readonly timed: boolean;
}

/**
 * Chooses the first template that may go out now. When none may, the nudge is held until the first of them has room,
 * at most as long as its step says; when there will be none either, it is skipped.
 */
export function choose(user: User, { course, visit }: Pick<Question, 'course' | 'visit'>, choosing: Choosing): Choice {
  const { due, deciding, timed } = choosing;
  const { facts, now, zone } = due.standing;
  const { templates } = deciding.release.content;
  const { policy, switches } = deciding;
  const heldUntil = holdLimitOf(due.standing)?.at ?? null;
  const asked = {
    ledger: liveLedger(user),
    suppressed: user.suppressed,
    policy,
    switches,
    facts,
    zone,
    now,
    timed,
    heldUntil,
  };
  const answers: Passed[] = [];
  const names = templatesOf(due);
  for (const name of names) {
    const template = own(templates, name);
    if (template === undefined) {
      answers.push({ kind: 'skip', because: [`template ${name} is not in the release`] });
      continue;
    }
    const nudge: Nudge = { key: due.key, course, visit, step: due.effect.step, template };
    const admission = admit({ nudge, ...asked });
    if (admission.kind === 'go') return { nudge, instead: answers.map((each, index) => passedWords(names[index], each)), ...admission }; // prettier-ignore
    answers.push(admission);
  }
  return heldOrSkipped(answers, due);
}

type Passed = Exclude<Choice, { kind: 'go' }>;

/** "not invite: no email address". */
function passedWords(name = '', { because }: Passed): string {
  return clause(`not ${name}: ${because.join('; ')}`);
}

/** What may have reached the provider already is not sent again as another template. */
function templatesOf({ effect, before }: Due): readonly string[] {
  return isInDoubt(before) ? [before.template] : effect.templates;
}

function heldOrSkipped(answers: readonly Passed[], due: Due): Choice {
  const { program, state } = due.standing;
  const step = program.steps[state.step];
  const because = [...new Set(answers.flatMap((answer) => answer.because))];
  const holds = answers.filter((answer) => answer.kind === 'hold');
  const [first, ...rest] = holds;
  if (first === undefined || !isNudgeStep(step)) return { kind: 'skip', because };
  const soonest = rest.reduce((soon, each) => (each.until < soon.until ? each : soon), first);
  return bounded({ ...soonest, because }, due);
}

type Held = Extract<Choice, { kind: 'hold' }>;

/** A step may say how long its nudge is held at most. */
export function bounded(held: Held, { standing }: Pick<Due, 'standing'>): Exclude<Choice, { kind: 'go' }> {
  const limit = holdLimitOf(standing);
  if (limit === null) return held;
  if (standing.now < limit.at) return { ...held, until: Math.min(held.until, limit.at) };
  return { kind: 'skip', because: [limit.words, ...held.because] };
}
