import { end, type Program, type Step, type StepIndex } from '../../../domain/journey/program.ts';
import { routeTo, type Turn } from '../../../domain/journey/routes.ts';
import { own } from '../../../domain/own.ts';
import type { Release, ReleaseContent } from '../../../domain/release/release.ts';
import { templatesSentBy } from '../../../domain/slot/sent-by.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { Line } from '../story.ts';
import type { Enrolment } from './enrolments.ts';
import { turnedOff } from './turned-off.ts';

/** What became of a template on one way by which it could have come to a user. */
export interface Way {
  readonly journey: string;
  /** What tells the enrolment from the user's others in the journey; null where there is one only, or none. */
  readonly key: string | null;
  /** Null where the user is not in the journey. */
  readonly visit: number | null;
  /** The step that sends it; null where none was looked for. */
  readonly step: string | null;
  /**
   * `not sent`: its turn came, and it did not go out. `ahead`: its turn may still come. `led past`: the journey took
   * another way. `ended`: the journey was over before. `not entered`: the journey has not let the user in.
   */
  readonly came: 'sent' | 'sending' | 'held' | 'not sent' | 'ahead' | 'led past' | 'ended' | 'not entered';
  /** When that was decided; null where nothing was. */
  readonly at: Instant | null;
  /** Until when it is held, or something before it is waited for, at the latest; null where nothing is. */
  readonly until: Instant | null;
  readonly because: readonly string[];
}

interface Asked {
  readonly template: string;
  readonly current: Release | null;
}

/** What became of a template on one visit, step by step; nothing where its journey never sends it. */
export function waysThrough(enrolment: Enrolment, { template, current }: Asked): readonly Way[] {
  const { journey, content, release } = enrolment;
  const ways = sendingIn(journey, template, content).map((each) => wayTo({ enrolment, template, ...each }));
  if (ways.length > 0 || sendingIn(journey, template, current?.content ?? null).length === 0) return ways;
  const because = [`stays with release ${release.slice(0, 7)}, whose ${journey} does not send it`];
  return [way(enrolment, null, { came: 'led past', because })];
}

/** A step that may send a template. */
interface Spot {
  readonly program: Program;
  readonly index: StepIndex;
  readonly step: Step;
}

/** The steps of a journey that may send a template; none where it is not in the release. */
export function sendingIn(journey: string, template: string, content: ReleaseContent | null): readonly Spot[] {
  const program = own(content?.journeys ?? {}, journey);
  if (program === undefined || content === null) return [];
  return [...program.steps.entries()]
    .filter(([, step]) => templatesSentBy(step, content.slots).includes(template))
    .map(([index, step]) => ({ program, index, step }));
}

interface Going extends Spot {
  readonly enrolment: Enrolment;
  readonly template: string;
}

function wayTo(going: Going): Way {
  const { enrolment, step } = going;
  const here = enrolment.lines.filter((line) => line.step === step.id);
  // Of several rounds, and of what is sent once more, the one that is now is asked about.
  return due(going) ?? sentBefore(here, going) ?? told(here, going) ?? notReached(going);
}

function sentBefore(here: readonly Line[], { enrolment, step, template }: Going): Way | null {
  const sent = here.findLast((line) => line.what === 'sent' && (line.sent?.template ?? template) === template);
  return sent === undefined ? null : way(enrolment, step, { came: 'sent', at: sent.at, because: sent.because });
}

/** Its turn is now. */
function due({ enrolment, step }: Going): Way | null {
  const decision = enrolment.open?.decision;
  if (decision == null || decision.effect.kind === 'end' || decision.effect.step !== step.id) return null;
  const { effect } = decision;
  if (effect.kind === 'deliver') return way(enrolment, step, { came: 'sending', at: decision.at, because: [] });
  return way(enrolment, step, { came: 'held', at: decision.at, until: effect.until, because: [`${effect.status}: ${effect.words}`] }); // prettier-ignore
}

/** Its turn has come before. */
function told(here: readonly Line[], { enrolment, step }: Going): Way | null {
  const [last, before] = here.toReversed();
  if (last === undefined) return null;
  const { at, what, because, sent } = last;
  if (sent === undefined) return way(enrolment, step, { came: 'not sent', at, because: [what, ...because] });
  // Why it was the other one's turn: a rule's choice, or what had held them.
  const why = before === undefined ? [] : [before.what, ...before.because];
  return way(enrolment, step, { came: 'not sent', at, because: [`${sent.template} went out in its place`, ...because, ...why] }); // prettier-ignore
}

function notReached({ enrolment, program, index, step }: Going): Way {
  const { open, lines } = enrolment;
  const at = open === null ? end : (open.decision?.state.step ?? program.start);
  const turns = open === null ? null : routeTo(program, at, index);
  if (turns !== null) return ahead(enrolment, step, turns);
  const off = turnedOff(lines, { program, to: index, at });
  const told = off ?? lines.at(-1);
  if (told === undefined) return way(enrolment, step, { came: 'led past', because: ['no step leads there'] });
  const came = off === null && open === null ? 'ended' : 'led past';
  return way(enrolment, step, { came, at: told.at, because: wordsOf(told) });
}

/** What is waited for now, and what has to come of it and of the steps after it. */
function ahead(enrolment: Enrolment, step: Step, turns: readonly Turn[]): Way {
  const effect = enrolment.open?.decision?.effect;
  const then = turns.map((turn) => `then ${turn.step}: ${turn.if}`);
  if (effect?.kind !== 'wait')
    return way(enrolment, step, { came: 'ahead', because: ['about to be decided', ...then] });
  const { status, step: here, words, until } = effect;
  return way(enrolment, step, { came: 'ahead', until, because: [`${status} at ${here}: ${words}`, ...then] });
}

function wordsOf({ step, what, because }: Line): readonly string[] {
  return [`${step}: ${what}`, ...because];
}

type Came = Pick<Way, 'came' | 'because'> & Partial<Pick<Way, 'at' | 'until'>>;

function way(
  { journey, key, visit }: Enrolment,
  step: Step | null,
  { came, because, at = null, until = null }: Came,
): Way {
  return { journey, key, visit, step: step?.id ?? null, came, at, until, because };
}
