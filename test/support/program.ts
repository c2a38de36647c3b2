import type { Condition } from '../../domain/condition/condition.ts';
import type { EventRule, Program, SegmentRule, Step } from '../../domain/journey/program.ts';
import { day } from '../../domain/time/instant.ts';
import { branch, delay, exit, send, waitFor } from './steps.ts';

/** A journey to test with: everything that is not said is empty. */
export function programOf(steps: readonly Step[], rest: Partial<Program> = {}): Program {
  return {
    journey: 'test',
    description: '',
    enrol: [onEvent('Signed Up')],
    again: { kind: 'never' },
    goal: null,
    leave: [],
    per: null,
    exclusive: null,
    priority: 0,
    holdout: 0,
    vars: {},
    start: steps.length === 0 ? -1 : 0,
    ...rest,
    steps,
  };
}

/** The way in by an event. */
export function onEvent(on: string, rest: Partial<EventRule> = {}): EventRule {
  return { kind: 'event', on, first: false, when: null, ...rest };
}

/** The way in by a segment. */
export function onSegment(segment: string, condition: Condition, rest: Partial<SegmentRule> = {}): SegmentRule {
  return { kind: 'segment', segment, condition, when: null, backfill: 'from-now', ...rest };
}

/** The condition that an event was ever done. */
export function done(event: string): Condition {
  return { kind: 'completed', milestone: event, event, is: true };
}

/** The reference path of the design: a mail, a day, a branch on a segment, a wait of three days, a mail. */
export const referenceProgram: Program = programOf([
  send('welcome', { next: 1 }),
  delay(day, { id: 'delay-1d', next: 2 }),
  branch([{ when: { kind: 'segment', segment: 'new', condition: done('Signed Up'), is: true }, to: 3, words: 'new' }], {
    next: 3,
  }),
  waitFor(done('Profile Completed'), 'Profile Completed', { id: 'wait-profile', done: 4, timeout: 4, next: 4 }),
  send('reminder', { next: 5 }),
  { ...exit('done'), id: 'exit-done' },
]);
