import type { Trace } from './traces.ts';

/** What has to be counted of one user's nudges, by what their attempts told while they were made. */
export interface Doubts {
  /** Keys of nudges of which an attempt was in doubt when the one began whose outcome is kept. */
  readonly counted: readonly string[];
  /** Of those where a process was killed in the middle of the write that decides about it. */
  readonly unknown: readonly string[];
  /** Of nudges that the provider said it took more than once. */
  readonly twice: readonly string[];
  /** Of nudges that the provider may have taken more than once. */
  readonly maybeTwice: readonly string[];
  /** What the attempts of a nudge have told, for people. */
  readonly told: ReadonlyMap<string, string>;
}

/** One attempt, as far as it has told. */
interface Attempt {
  readonly name: string;
  readonly nudge: string;
  readonly told: readonly Trace['what'][];
  /** The place among all that was told at which its reservation was written. */
  readonly from: number;
}

type Answer = 'yes' | 'no' | 'unknown';

export function doubtsOf(traces: readonly Trace[]): Doubts {
  const attempts = attemptsOf(traces);
  const nudges = [...new Set(attempts.map(({ nudge }) => nudge))];
  const own = (key: string): readonly Attempt[] => attempts.filter(({ nudge }) => nudge === key);
  const answers = nudges.map((nudge) => ({ nudge, answer: isCounted(own(nudge), traces) }));
  const having = (answer: Answer): readonly string[] =>
    answers.filter((each) => each.answer === answer).map(({ nudge }) => nudge);
  const moreThanOne = (is: (attempt: Attempt) => boolean): readonly string[] =>
    nudges.filter((nudge) => own(nudge).filter(is).length > 1);
  return {
    counted: having('yes'),
    unknown: having('unknown'),
    twice: moreThanOne(({ told }) => told.includes('accepted')),
    maybeTwice: moreThanOne(isUnanswered),
    told: new Map(nudges.map((nudge) => [nudge, own(nudge).map(({ told }) => told.join(', ')).join('; ')])), // prettier-ignore
  };
}

function attemptsOf(traces: readonly Trace[]): readonly Attempt[] {
  return [...new Set(traces.map(({ attempt }) => attempt))].flatMap((name) => {
    const own = traces.filter(({ attempt }) => attempt === name);
    const nudge = own.find(({ what }) => what === 'reserving')?.nudge ?? null;
    if (nudge === null) return [];
    const from = traces.indexOf(own.find(({ what }) => what === 'reserved') ?? own[0]!);
    return [{ name, nudge, told: own.map(({ what }) => what), from }];
  });
}

/** What one attempt keeps is not unsaid by another. */
function isCounted(attempts: readonly Attempt[], traces: readonly Trace[]): Answer {
  const counts = attempts
    .filter(({ told }) => told.includes('recording'))
    .map((attempt) => {
      const known = attemptsOf(traces.slice(0, attempt.from));
      const before = known.filter(({ name, nudge }) => nudge === attempt.nudge && name !== attempt.name);
      return { isKept: attempt.told.includes('recorded'), wasInDoubt: anyOf(before.map(isInDoubt)) };
    });
  if (counts.some(({ isKept, wasInDoubt }) => isKept && wasInDoubt === 'yes')) return 'yes';
  return counts.every(({ wasInDoubt }) => wasInDoubt === 'no') ? 'no' : 'unknown';
}

function anyOf(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}

/** Whether it may have gone out: nobody was told how it ended, or its provider was asked and never answered. */
function isInDoubt(attempt: Attempt): Answer {
  const { told } = attempt;
  if (!told.includes('reserved')) return told.at(-1) === 'reserving' ? 'unknown' : 'no';
  if (isUnanswered(attempt)) return 'yes';
  if (told.includes('ended')) return 'no';
  return told.at(-1) === 'ending' ? 'unknown' : 'yes';
}

function isUnanswered({ told }: Attempt): boolean {
  return told.includes('handed') && !told.includes('refused');
}
