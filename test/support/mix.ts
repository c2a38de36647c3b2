import type { LeaveRule, Program, Step } from '../../domain/journey/program.ts';
import type { Played, PlayedLine, Story } from '../../domain/simulation/play.ts';
import { journeyOf } from '../../domain/enrolment/identity.ts';
import { conditionWords } from '../../domain/condition/words.ts';

/** What a story has in it, in words that can be counted over many stories: `wait any done`, `left by condition at send`. */
export function mixOf({ release }: Story, { path, nudges, user }: Played): ReadonlySet<string> {
  const lines = path.flatMap((line) => {
    const program = release.content.journeys[journeyOf(line.course)];
    return program === undefined ? [] : [lineWords(line, program)];
  });
  const results = nudges.map(({ result }) => `nudge ${result}`);
  const again = Object.values(user.visits).some(({ visit }) => visit > 1) ? ['entered again'] : [];
  const refused = user.refused.map(({ because: [first = ''] }) => (first.startsWith('started by') ? 'start refused' : 'enrol refused')); // prettier-ignore
  return new Set([...lines, ...results, ...again, ...refused]);
}

function lineWords({ step: id, what, because: [because = ''] }: PlayedLine, program: Program): string {
  const step = program.steps.find((each) => each.id === id);
  if (step === undefined) return what;
  const kind = kindOf(step);
  if (what === 'converted') return `converted at ${step.kind}`;
  if (what === 'left') return `left by ${leftBy(because, program.leave)} at ${step.kind}`;
  if (step.kind === 'repeat' && what === 'done')
    return because.startsWith('all ') ? 'repeat all rounds' : 'repeat until';
  if (what === 'round') return `repeat round ${because.split(' ', 1)[0] ?? ''}`;
  return `${kind} ${what}`;
}

function kindOf(step: Step): string {
  if (step.kind === 'wait') return `wait ${step.mode}`;
  return step.kind === 'delay' ? `delay ${step.rule.kind}` : step.kind;
}

function leftBy(because: string, rules: readonly LeaveRule[]): LeaveRule['kind'] {
  if (because.endsWith('since entry')) return 'after';
  const byEvent = rules.some((rule) => rule.kind === 'event' && because === conditionWords({ kind: 'since', event: rule.on, since: 0 })); // prettier-ignore
  return byEvent ? 'event' : 'condition';
}
