import { conditionWords } from '../condition/words.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type {
  BranchStep, ExperimentStep, LeaveRule, Program, RepeatStep, Step, WaitClause, WaitStep,
} from '../journey/program.ts'; // prettier-ignore
import { own } from '../own.ts';
import type { ReleaseContent } from '../release/release.ts';
import type { Slot } from '../slot/slot.ts';
import type { PlayedLine } from '../simulation/play.ts';
import { durationWords } from '../time/duration.ts';

/** One way that a journey can take at a step, and how its path tells that it was taken. */
export interface Way {
  /** `timeout`, `arm video`, `otherwise`. */
  readonly name: string;
  readonly isTold: (line: Pick<PlayedLine, 'what' | 'because'>) => boolean;
}

/** Every way that can be taken at a step; none where there is but one. */
export function waysAt(step: Step, content: ReleaseContent): readonly Way[] {
  return [...kindWays(step, content), ...(step.when === null ? [] : [byWhat('passed over')])];
}

function kindWays(step: Step, { experiments, slots }: ReleaseContent): readonly Way[] {
  switch (step.kind) {
    case 'wait':
      return waitWays(step);
    case 'branch':
      return branchWays(step);
    case 'experiment':
      return experimentWays(step, own(experiments, step.experiment));
    case 'repeat':
      return repeatWays(step);
    case 'show':
      return showWays(own(slots, step.slot));
    case 'delay':
    case 'send':
    case 'set':
    case 'start':
    case 'exit':
      return [];
  }
}

function byWhat(name: string, what = name): Way {
  return { name, isTold: (line) => line.what === what };
}

function waitWays({ mode, clauses }: WaitStep): readonly Way[] {
  const done = mode === 'for' ? [byWhat('done')] : clauses.map((clause) => clauseWay(clause, mode));
  return [...done, byWhat('timeout')];
}

/** Of `any` the reason begins with the clause that was the one; of `all` it is every one. */
function clauseWay({ id, words }: WaitClause, mode: WaitStep['mode']): Way {
  const isOne = (reason = ''): boolean => reason === `${words}: already so` || reason.startsWith(`${words} after `);
  return { name: `clause ${id}`, isTold: ({ what, because }) => what === 'done' && (mode === 'all' || isOne(because[0])) }; // prettier-ignore
}

/** As a branch tells which case it took. */
function branchWays({ cases }: BranchStep): readonly Way[] {
  const given = cases.map(
    ({ when, words }, index) =>
    when === null ? byWhat('otherwise', 'otherwise taken') : byWhat(`case ${index + 1} "${words}"`, `${index + 1} "${words}" taken`), // prettier-ignore
  );
  return cases.some(({ when }) => when === null) ? given : [...given, byWhat('no case', 'none taken')];
}

/** Without coverage and target everybody is in an arm. */
function experimentWays({ arms }: ExperimentStep, experiment: Experiment | undefined): readonly Way[] {
  const whole = experiment?.target === null && experiment.coverage === 1;
  return [...arms.map(({ arm }) => byWhat(`arm ${arm}`)), ...(whole ? [] : [byWhat('no arm')])];
}

function repeatWays({ upTo, until }: RepeatStep): readonly Way[] {
  const all = `all ${upTo} rounds done`;
  const isOver = (what: string): boolean => what === 'done';
  const rounds: Way = {
    name: `all ${upTo} rounds`,
    isTold: ({ what, because }) => isOver(what) && because[0] === all,
  };
  const ended: Way = { name: 'until', isTold: ({ what, because }) => isOver(what) && because[0] !== all };
  return until === null ? [rounds] : [rounds, ended];
}

/** As a step tells which rule has decided. */
function showWays(slot: Slot | undefined): readonly Way[] {
  const way = (name: string, decides: string, nothing: string): Way => ({
    name,
    isTold: ({ what, because }) => what === decides || (what === 'passed over' && because[0] === nothing),
  });
  const rules = slot?.rules.map(({ id }) => way(`rule ${id}`, `rule ${id} decides`, `rule ${id} shows nothing`)) ?? [];
  return [...rules, way('default', 'default', 'no rule fits, and there is no default')];
}

/** Every way out of a journey before its steps are done. */
export function waysOut({ goal, leave }: Program): readonly Way[] {
  return [...(goal === null ? [] : [byWhat(`goal ${goal.event}`, 'converted')]), ...leave.map(leaveWay)];
}

/** As `ending` tells why. */
function leaveWay(rule: LeaveRule): Way {
  const byReason = (name: string, isIt: (reason: string) => boolean): Way => ({
    name: `leave ${name}`,
    isTold: ({ what, because }) => what === 'left' && isIt(because[0] ?? ''),
  });
  switch (rule.kind) {
    case 'event': {
      const words = conditionWords({ kind: 'since', event: rule.on, since: 0 });
      return byReason(rule.on, (reason) => reason === words);
    }
    case 'condition':
      return byReason(rule.words, (reason) => reason.startsWith(`in segment ${rule.words}: `));
    case 'after': {
      const length = durationWords(rule.after);
      return byReason(`after ${length}`, (reason) => reason === `${length} since entry`);
    }
  }
}
