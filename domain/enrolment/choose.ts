import type { Standing } from '../journey/advance.ts';
import type { SendStep } from '../journey/program.ts';
import type { Effect } from '../journey/state.ts';
import { admit, type Admission, type Nudge } from '../pacing/admit.ts';
import { own } from '../own.ts';
import type { LedgerEntry } from '../pacing/ledger.ts';
import type { ReleaseContent } from '../release/release.ts';
import { durationWords } from '../time/duration.ts';
import type { User } from './user.ts';

/** What becomes of a nudge: one of its templates goes out, or none does now, or none at all. */
export type Choice =
  (Extract<Admission, { kind: 'go' }> & { readonly nudge: Nudge }) | Exclude<Admission, { kind: 'go' }>;

interface Choosing {
  readonly effect: Extract<Effect, { kind: 'deliver' }>;
  readonly key: string;
  /** The nudge's reservation, if there is one. */
  readonly before: LedgerEntry | undefined;
  /** The release's: each template goes out by its own channel. */
  readonly templates: ReleaseContent['templates'];
}

/**
 * Chooses the first template that may go out now. When none may, the nudge is held until the first of them has room,
 * at most as long as its step says; when there will be none either, it is skipped.
 */
export function choose(user: User, standing: Omit<Standing, 'input'>, choosing: Choosing): Choice {
  const { program, state } = standing;
  const step = program.steps[state.step];
  const answers = templatesOf(choosing).map((name): Choice => {
    const template = own(choosing.templates, name);
    if (template === undefined) return { kind: 'skip', because: `template ${name} is not in the release` };
    const nudge: Nudge = { key: choosing.key, template };
    const { ledger, suppressed } = user;
    const admission = admit({ nudge, ledger, suppressed, facts: standing.facts, now: standing.now });
    return admission.kind === 'go' ? { ...admission, nudge } : admission;
  });
  const go = answers.find((answer) => answer.kind === 'go');
  if (go !== undefined) return go;
  const holds = answers.filter((answer) => answer.kind === 'hold');
  const because = [...new Set(answers.flatMap((answer) => (answer.kind === 'go' ? [] : [answer.because])))].join('; ');
  if (holds.length === 0) return { kind: 'skip', because };
  const until = Math.min(...holds.map((each) => each.until));
  return step?.kind === 'send' ? bounded({ kind: 'hold', until, because }, step, standing) : { kind: 'skip', because };
}

/** What may have reached the provider already is not sent again as another template. */
function templatesOf({ effect, before }: Choosing): readonly string[] {
  return before?.status === 'sending' ? [before.template] : effect.templates;
}

/** A step may say how long its nudge is held at most. */
function bounded(
  held: Extract<Choice, { kind: 'hold' }>,
  { hold }: SendStep,
  { state, now }: Omit<Standing, 'input'>,
): Choice {
  if (hold === null) return held;
  const limit = state.since + hold.atMost;
  if (now < limit) return { ...held, until: Math.min(held.until, limit) };
  return { kind: 'skip', because: `held for ${durationWords(hold.atMost)} at most; ${held.because}` };
}
