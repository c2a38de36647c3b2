import type { Condition } from '../../domain/condition/condition.ts';
import type { Program, Step } from '../../domain/journey/program.ts';
import { day } from '../../domain/time/instant.ts';

/** A journey to test with: everything that is not said is empty. */
export function programOf(steps: readonly Step[], rest: Partial<Program> = {}): Program {
  return {
    journey: 'test',
    description: '',
    enrol: [{ on: 'Signed Up', first: false, when: null }],
    again: { kind: 'never' },
    goal: null,
    leave: [],
    vars: {},
    start: steps.length === 0 ? -1 : 0,
    ...rest,
    steps,
  };
}

/** The condition that an event was ever done. */
export function done(event: string): Condition {
  return { kind: 'completed', milestone: event, event, is: true };
}

/** The reference path of the design: a mail, a day, a branch on a segment, a wait of three days, a mail. */
export const referenceProgram: Program = programOf([
  { kind: 'send', id: 'welcome', template: 'welcome', next: 1 },
  { kind: 'delay', id: 'delay-1d', duration: day, next: 2 },
  {
    kind: 'branch',
    id: 'branch',
    cases: [{ when: { kind: 'segment', segment: 'new', condition: done('Signed Up'), is: true }, to: 3, words: 'new' }],
    next: 3,
  },
  { kind: 'wait', id: 'wait-profile', for: done('Profile Completed'), words: 'Profile Completed', atMost: 3 * day, done: 4, timeout: 4, next: 4 },
  { kind: 'send', id: 'reminder', template: 'reminder', next: 5 },
  { kind: 'exit', id: 'exit-done', outcome: 'done', next: -1 },
]); // prettier-ignore
