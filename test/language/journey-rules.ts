import type { Rules } from './proof.ts';

/** Of journeys, their steps, and what is refused. */
export const journeyRules: Rules = {
  'enrol-any': [['domain/enrolment/doors.test.ts', 'is by any of several events: %s']],
  'enrol-first': [['domain/enrolment/doors.test.ts', 'with `first` is by the first such event alone, by receipt']],
  'enrol-when': [['domain/enrolment/doors.test.ts', 'with `when` is only while that holds: %s']],
  'enrol-late': [['domain/enrolment/doors.test.ts', 'is not by an event that comes more than a day late: after %s']],
  'enrol-once': [['domain/enrolment/enter.test.ts', 'never lets anybody in who is still inside']],
  'enrol-segment': [
    ['domain/segment/entering.test.ts', 'by an event enters with that event'],
    ['domain/segment/entering.test.ts', 'by time alone enters at the instant from which it is true'],
    [
      'domain/segment/month.property.test.ts',
      'lets everybody enter who comes into a segment, at the very instant, and nobody else',
    ],
  ],
  'enrol-segment-once': [
    ['domain/segment/entering.test.ts', 'and staying in it enters once'],
    ['domain/segment/entering.test.ts', 'again after leaving it enters again, where the journey lets people back in'],
  ],
  'enrol-segment-alone': [
    ['workspaces/bad/journey.yaml', 'ways in by a segment'],
    ['workspaces/bad/journey.yaml', 'a way in by a segment to a journey with a key'],
  ],
  backfill: [
    ['domain/segment/entering.test.ts', 'lets nobody in who is in it already'],
    ['domain/segment/entering.test.ts', 'lets them in with `backfill: all`, once'],
    [
      'domain/segment/entering.test.ts',
      'that means something else now lets nobody in for that, but with `backfill: all`',
    ],
  ],
  again: [
    ['domain/enrolment/enter.test.ts', 'after too long a time'],
    ['domain/enrolment/enter.test.ts', 'after just that time'],
  ],
  per: [
    ['domain/enrolment/enter.test.ts', 'enrols once per key'],
    ['domain/enrolment/enter.test.ts', 'takes the key into everything that names the enrolment'],
  ],
  'per-missing': [['domain/enrolment/enter.test.ts', 'refuses without a key: %j']],
  exclusive: [['domain/enrolment/enter.test.ts', 'of candidates of one event lets the highest in']],
  priority: [['domain/enrolment/enter.test.ts', 'of candidates of one event lets the highest in']],
  'priority-open': [['domain/enrolment/enter.test.ts', 'never displaces an open journey']],
  holdout: [
    ['domain/enrolment/enter.test.ts', 'keeps out, remembers it, and keeps the reason'],
    ['domain/enrolment/enter.test.ts', 'counts a goal that is reached %s'],
  ],
  'holdout-who': [
    ['domain/experiment/assign.test.ts', 'is independent of an experiment with the journey’s name'],
    ['domain/experiment/assign.test.ts', 'keeps about its share of the users out, and says so'],
  ],
  vars: [
    ['cli/preview.test.ts', 'takes the journey it is told, whose vars may be others'],
    ['workspaces/bad/steps.yaml', 'vars that the journey does not have'],
  ],
  goal: [
    [
      'domain/journey/advance.test.ts',
      'counts by the timestamp, from entry to the end of its window: %d ms after entry',
    ],
  ],
  'goal-first': [['domain/journey/advance.test.ts', 'comes before leave']],
  'goal-after': [['domain/enrolment/credit.test.ts', 'is credited to whoever has finished']],
  'goal-open': [['domain/journey/advance.test.ts', 'wakes the enrolment while its window is open, and no longer']],
  leave: [
    ['domain/journey/advance.test.ts', 'ends the enrolment by %s'],
    ['domain/journey/advance.test.ts', 'does not count an event from before entry'],
    ['domain/journey/advance.test.ts', 'looks again when its age comes, before the step is due'],
  ],
  'milestone-ever': [
    ['domain/journey/advance.test.ts', 'goes on at once when the condition already holds'],
    ['domain/condition/parse.test.ts', 'expands a milestone to its event'],
  ],
  'step-one-kind': [
    ['workspaces/bad/steps.yaml', 'a step of two kinds'],
    ['workspaces/bad/steps.yaml', 'a step without a kind'],
  ],
  'id-derived': [['authoring/journey/step-ids.test.ts', 'comes from %s']],
  'id-stable': [['authoring/journey/step-ids.test.ts', 'survives inserting, removing and reordering other steps']],
  'id-collision': [['workspaces/bad/steps.yaml', 'two steps of one name']],
  'id-nothing': [['workspaces/bad/waits.yaml', 'a wait that names several things']],
  when: [
    ['domain/journey/steps/when.test.ts', 'is passed over when it does not, and says why'],
    ['domain/journey/steps/when.test.ts', 'is not asked again once a delay has begun'],
  ],
  'send-on': [['domain/journey/advance.test.ts', 'goes on when its nudge was %s, and says so']],
  'send-first-of': [
    ['domain/journey/steps/send.test.ts', 'of several templates sends the first that may go out'],
    ['domain/enrolment/hold.test.ts', 'of several templates sends one that may go out before it holds another'],
  ],
  'send-none': [['domain/journey/steps/send.test.ts', 'is skipped with its reasons, each once, when none may go out']],
  'hold-blocks': [['domain/enrolment/hold.test.ts', 'blocks its step and reserves nothing: its claim binds nobody']],
  'hold-asks-again': [
    ['domain/journey/steps/send.test.ts', 'is dropped when a leave rule holds while it is held'],
    ['domain/journey/steps/when.test.ts', 'of a nudge is asked again when a refusing provider is tried again'],
    ['domain/enrolment/hold.test.ts', 'is admitted afresh when it is tried again'],
  ],
  'hold-goal': [['domain/journey/steps/send.test.ts', 'is dropped when the goal is reached while it is held']],
  'hold-at-most': [
    ['domain/enrolment/hold.test.ts', 'is held at most as long as its step says'],
    ['domain/enrolment/hold.test.ts', 'is skipped when that time is over'],
  ],
  'wait-for': [['domain/journey/advance.test.ts', 'goes on at once when the condition already holds']],
  'wait-timeout': [
    ['domain/journey/advance.test.ts', 'takes the timeout branch at the deadline'],
    ['domain/journey/advance.test.ts', 'looks at the condition before the deadline when both have come'],
  ],
  'wait-limit': [['workspaces/bad/steps.yaml', 'a wait without a limit']],
  'wait-since-step': [
    ['domain/journey/steps/wait.test.ts', 'from its own beginning, unless it is said otherwise'],
    ['domain/journey/steps/wait.test.ts', 'is decided by the timestamp, however late it is asked: $what'],
  ],
  'wait-since-entry': [
    ['domain/journey/steps/wait.test.ts', 'from entry, where that is said'],
    ['domain/journey/steps/wait.test.ts', 'never from before entry'],
  ],
  'wait-not-the-same': [
    ['domain/journey/steps/wait.test.ts', 'not with the event that ended the wait before it'],
    ['domain/journey/steps/wait.test.ts', 'not with the event that ended %s'],
    ['domain/journey/steps/wait.test.ts', 'not with the event of entry'],
  ],
  'wait-milestone': [['workspaces/bad/warnings.yaml', 'waits for what may have happened before']],
  'wait-any': [
    ['domain/journey/steps/wait.test.ts', 'of two that one event satisfies takes the first listed'],
    ['domain/journey/steps/wait.test.ts', 'of two that had come before takes the earlier, whichever is listed first'],
  ],
  'wait-all': [
    ['domain/journey/steps/wait-all.test.ts', 'in any other'],
    ['domain/journey/steps/wait-all.test.ts', 'that no longer does'],
    ['domain/journey/steps/wait-all.test.ts', 'by time alone'],
  ],
  'wait-where': [
    ['domain/journey/steps/wait.test.ts', 'none whose properties do not match'],
    ['domain/journey/steps/wait.test.ts', 'none with a property of another type'],
  ],
  'wait-ref': [
    ['domain/journey/steps/wait.test.ts', 'nothing to refer to'],
    ['domain/journey/steps/wait.test.ts', 'to a wait that was never met is false'],
  ],
  'wait-as': [
    ['domain/journey/steps/wait.test.ts', 'to the event of a wait before it'],
    [
      'authoring/journey/language.test.ts',
      'may say everything at once, and its templates read the events it has waited for',
    ],
  ],
  'wait-nudge': [
    ['authoring/journey/language.test.ts', 'may wait until a nudge is %s, since its entry'],
    ['authoring/journey/language.test.ts', 'with a key waits for the nudge of its own key alone'],
    ['authoring/scenario/nudges.test.ts', 'ends the wait for it, and no other'],
  ],
  'wait-nudge-before': [['workspaces/bad/waits.yaml', 'a wait for a nudge that no step before it sends']],
  'wait-nudge-told': [['workspaces/bad/policy-warnings.yaml', 'waits for what nobody is told of']],
  'delay-duration': [
    ['domain/journey/steps/duration.test.ts', 'is exact, whatever clocks do meanwhile: %s'],
    ['domain/journey/advance.test.ts', 'waits for its duration from its arrival'],
  ],
  'delay-time': [
    ['domain/journey/steps/delay.test.ts', 'ends for somebody in $timezone at minute $minutes on $weekdays'],
    [
      'domain/time/zoned.test.ts',
      'is later than the instant asked from, at most three days later where every day counts',
    ],
  ],
  'delay-travel': [['domain/journey/steps/delay.test.ts', 'gets it by the clocks there: $to after $when']],
  'local-zone': [
    ['domain/profile/surroundings.test.ts', 'have the zone of %s'],
    ['domain/profile/surroundings.test.ts', 'have the locale of %s'],
  ],
  'local-gap': [
    ['domain/time/zoned.cases.json', 'New York: a time that is skipped'],
    ['domain/time/zoned.cases.json', 'Santiago: a day without midnight'],
  ],
  'local-overlap': [
    ['domain/time/zoned.cases.json', 'New York: a time that is shown twice'],
    ['domain/time/zoned.cases.json', 'New York: the second showing does not count'],
  ],
  'local-day': [['domain/time/zoned.cases.json', 'Apia: the day that is missing is passed over']],
  'delay-trait': [
    ['domain/time/zoned.cases.json', 'New York: three days earlier at nine'],
    ['domain/time/zoned.cases.json', 'London: over a day of 25 hours'],
  ],
  'delay-moved': [['domain/journey/steps/delay.test.ts', 'follows a date that is moved %s meanwhile']],
  'delay-past-skip': [
    ['domain/journey/steps/delay.test.ts', 'past: the step after it is skipped'],
    ['domain/journey/steps/delay.test.ts', 'into the past, `past: skip`'],
  ],
  'delay-past-now': [['domain/journey/steps/delay.test.ts', 'goes on at once with `past: now`']],
  branch: [
    ['domain/journey/steps/branch.test.ts', 'takes $what'],
    ['domain/journey/advance.test.ts', 'takes the first case that holds: %j leads to %s'],
    ['domain/journey/advance.test.ts', 'goes on after itself when nothing holds and there is no otherwise'],
  ],
  'experiment-sticky': [
    ['domain/journey/steps/experiment.test.ts', 'keeps the stored arm, whatever the weights are now'],
    ['domain/experiment/assign.test.ts', 'is the one that GrowthBook’s own SDK makes'],
  ],
  'experiment-outside': [
    ['domain/journey/steps/experiment.test.ts', 'outside its target'],
    ['domain/journey/steps/experiment.test.ts', 'outside its coverage'],
    ['domain/journey/steps/experiment.test.ts', 'goes on after itself with who is kept out by the policy, in no arm'],
  ],
  'experiment-exposure': [
    ['domain/journey/steps/experiment.test.ts', 'leaves an exposure in the decision, with its bucket and probability'],
  ],
  'repeat-until': [
    ['domain/journey/steps/repeat.test.ts', 'none when `until` holds already'],
    ['domain/journey/steps/repeat.test.ts', 'no further round once `until` holds, in the last pause'],
  ],
  'repeat-every': [
    ['domain/journey/steps/repeat.test.ts', 'begins a round `every` after the last one began, or when that is over'],
  ],
  'repeat-key': [
    [
      'domain/journey/steps/repeat.test.ts',
      'gives every round’s nudge a key of its own, in repeats within repeats too',
    ],
  ],
  'repeat-paced': [
    ['workspaces/bad/loops.yaml', 'a loop without a wait'],
    ['workspaces/bad/loops.yaml', 'a loop whose wait not everybody meets'],
  ],
  'repeat-fresh': [['workspaces/bad/policy-warnings.yaml', 'repeats of what may not be repeated yet']],
  set: [
    ['domain/journey/steps/set.test.ts', 'is seen by the steps after it'],
    ['domain/journey/steps/set.test.ts', 'wakes whoever waits for it elsewhere'],
  ],
  start: [['domain/journey/steps/start.test.ts', 'lets the user enter another journey, and goes on']],
  'start-door': [['domain/journey/steps/start.test.ts', 'keeps the reason when the door is closed by %s']],
  'start-cycle': [['workspaces/bad/loops.yaml', 'journeys that start each other']],
  exit: [
    ['domain/journey/steps/exit.test.ts', 'ends the journey as finished: %s'],
    ['domain/journey/advance.test.ts', 'ends the journey with its word'],
    ['domain/journey/advance.test.ts', 'is finished when it begins'],
  ],
  'refused-idle': [
    ['workspaces/bad/loops.yaml', 'a loop that is never repeated'],
    ['workspaces/bad/waits.yaml', 'since, of what always counts'],
    ['workspaces/bad/delays.yaml', 'nothing to skip when the date is past'],
  ],
  'refused-unreachable': [['workspaces/bad/experiments.yaml', 'an arm after which nobody comes']],
  'refused-names': [
    ['workspaces/bad/steps.yaml', 'an unknown template'],
    ['workspaces/bad/settings.yaml', 'an unknown segment in a segment'],
    ['workspaces/bad/experiments.yaml', 'an unknown experiment'],
  ],
  'refused-all-at-once': [
    ['authoring/problem/format.test.ts', 'shows its line, and a caret under its place'],
    ['workspaces/bad/settings.yaml', 'everything wrong in workspace.yaml'],
  ],
  yaml: [
    ['workspaces/bad/yaml.yaml', 'a key given twice'],
    ['workspaces/bad/yaml.yaml', 'YAML 1.1'],
  ],
};
