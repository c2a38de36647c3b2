import { assign } from '../../../domain/experiment/assign.ts';
import type { TrailEntry } from '../../../domain/journey/state.ts';
import { second, type Instant } from '../../../domain/time/instant.ts';
import type { Happened, Occurred } from './happened.ts';

/*
 * What the storm's journey allows, told a second time and without its program. What was acknowledged before a decision
 * was taken has to be seen by it; what never happened must not be; between the two either is right.
 */

/** One visit, as its trail tells it, and when the visit before was closed. */
export interface Visited {
  readonly closedBefore: Instant;
  readonly entries: readonly TrailEntry[];
}

type Since = (event: string, until?: Instant) => Occurred;

/** What is wrong with a visit; nothing, if all is well. */
export function wrongs({ entries, closedBefore }: Visited, happened: Happened): readonly string[] {
  // Said once more for every time that the provider refused; the way goes on from there.
  const told = entries.filter(({ what }) => what !== 'refused for now');
  const [first, last] = [told[0], told.at(-1)];
  if (first === undefined || last === undefined) return ['has no trail'];
  const entry = happened.entryBetween(closedBefore, first.at);
  if (entry === null) return ['was entered by an event that nobody sent'];
  const since: Since = (event, until) => happened.since(entry, event, until);
  return [...endWrongs(last, since), ...decisionWrongs(told, since), ...pathWrongs(told, happened.user)];
}

function endWrongs({ what, at }: TrailEntry, since: Since): readonly string[] {
  const goal = since('Project Created');
  const gone = since('Account Deleted');
  return claims([
    [!['finished', 'converted', 'left'].includes(what), `has no end, the last that is told is ${what}`],
    [what === 'converted' && !goal.possible, 'converted, but the goal was not reached'],
    [what === 'left' && !gone.possible, 'left, but the account was not deleted'],
    [what !== 'converted' && goal.knownBy(at), `${what}, though the goal was known to be reached`],
    [what === 'finished' && gone.knownBy(at), 'finished, though the account was known to be deleted'],
  ]);
}

/** Whether each choice on the way was one that what was known allowed. */
function decisionWrongs(told: readonly TrailEntry[], since: Since): readonly string[] {
  const at = (step: string): TrailEntry => told.find((each) => each.step === step) ?? nothing;
  const [welcome, wait, viewed, busy] = [at('welcome'), at('wait-profile'), at('wait-report'), at('busy')];
  const profile = since('Profile Completed', welcome.at + 12 * second);
  const report = since('Report Viewed');
  const pages = since('Page Viewed');
  return claims([
    [wait.what === 'done' && !profile.possible, 'waited with success for a profile that was not completed in time'],
    [wait.what === 'timeout' && profile.knownBy(wait.at), 'waited in vain for a profile that was known to be complete'],
    [viewed.what === 'done' && report.ever === 0, 'waited with success for a report that was not viewed'],
    [
      viewed.what === 'timeout' && report.everBy(viewed.at) > 0,
      'waited in vain for a report that was known to be viewed',
    ],
    [isTaken(busy) && pages.ever < 3, `busy with ${pages.ever} pages`],
    [busy !== nothing && !isTaken(busy) && pages.everBy(busy.at) >= 3, `not busy with ${pages.everBy(busy.at)} pages`],
  ]);
}

const nothing: TrailEntry = { at: 0, step: '', what: '', because: [] };

function isTaken({ what }: TrailEntry): boolean {
  return /^\d+ ".*" taken$/.test(what);
}

/** The words of those claims that are true. */
export function claims(made: readonly (readonly [boolean, string])[]): readonly string[] {
  return made.flatMap(([isWrong, words]) => (isWrong ? [words] : []));
}

/** Every step once, in order, with its nudge; an end before its time may cut it short. */
function pathWrongs(told: readonly TrailEntry[], user: string): readonly string[] {
  const steps = told.map(({ step, what }) => `${step} ${what}`);
  const end = steps.at(-1) ?? '';
  const way = steps.slice(0, -1).filter((step) => !step.endsWith(' dropped'));
  const expected = pathOf(told, user);
  const isRight = end.endsWith('finished')
    ? way.length === expected.length && way.length === steps.length - 1 && starts(expected, way)
    : starts(expected, way);
  return isRight ? [] : [`went ${steps.join(', ')}; expected ${expected.join(', ')}`];
}

function starts(whole: readonly string[], part: readonly string[]): boolean {
  return part.every((step, index) => whole[index] === step);
}

function pathOf(told: readonly TrailEntry[], user: string): readonly string[] {
  const what = (step: string): string => told.find((each) => each.step === step)?.what ?? 'not met';
  const arm = armOf(user);
  return [
    'entered entered',
    'welcome sent',
    `wait-profile ${what('wait-profile')}`,
    what('wait-profile') === 'done' ? 'thanks sent' : 'reminder sent',
    `experiment-tour arm ${String(arm)}`,
    ...(arm === 'video' ? ['video sent'] : []),
    'set-stage set',
    `wait-report ${what('wait-report')}`,
    `busy ${what('busy')}`,
    ...(isTaken({ ...nothing, what: what('busy') }) ? ['tips sent'] : []),
    'delay-2s done',
  ];
}

/** The arm that the published algorithm gives. */
export function armOf(user: string): string | null {
  const arms = ['control', 'video'].map((arm) => ({ arm, weight: 50 }));
  return assign({ experiment: 'tour', arms, coverage: 1, target: null }, user).arm;
}
