import type { Condition } from '../../domain/condition/condition.ts';
import type { Program, Step } from '../../domain/journey/program.ts';

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
