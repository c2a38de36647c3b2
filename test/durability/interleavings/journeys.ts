import type { Proofs } from './proof.ts';

/** What can come between a workflow, its decisions and deliveries, and the people and servers that meddle with it. */
export const ofJourneys: Proofs = {
  'decided-twice': [
    ['activities/decide.test.ts', 'asked for again is given again, whatever has happened since'],
    ['activities/decide.test.ts', 'asked for ten times at once is one decision'],
    ['activities/language.test.ts', 'records an exposure once, however often it is asked for'],
  ],
  'untold-decision': [
    ['activities/decide.test.ts', 'tells its trail even where the process was killed between the write and the trail'],
    [
      'activities/decide.test.ts',
      'that was the last of its visit is given again and told, though another visit has begun before it was told',
    ],
  ],
  'set-beside': [
    [
      'activities/language.test.ts',
      'leaves the event of a set step and the start of another journey to be done, in the same write',
    ],
    [
      'language/on-real-servers.test.ts',
      'stores its event, changes the trait, and wakes another journey of the same user that waits for it',
    ],
  ],
  'visit-replaced': [
    ['activities/decide.test.ts', 'of a visit that nobody knows, or that was replaced, is to end'],
    ['domain/enrolment/compact.test.ts', 'lets no workflow begin again that asks for its last decision much too late'],
  ],
  'mongodb-hangs': [
    ['workflows/hanging.test.ts', 'costs the history ${most} events, however long it hangs'],
    ['workflows/failing.test.ts', 'a decision that fails twice beside the workflow is taken by an ordinary activity'],
  ],
  'two-deliveries': [['activities/deliver.test.ts', 'asked for in five processes at once sends one mail']],
  'stale-reservation': [
    [
      'activities/deliver.test.ts',
      'between the provider’s accept and our note is counted: it may have gone out twice, under one Message-ID',
    ],
    [
      'activities/deliver.test.ts',
      'of which nobody knows whether the nudge went out says so, where the goal is reached before the next attempt',
    ],
  ],
  'provider-hangs': [['activities/deliver-refused.test.ts', 'by hanging is given up within the lease']],
  'accepted-not-noted': [
    [
      'activities/deliver.test.ts',
      'between the provider’s accept and our note is counted: it may have gone out twice, under one Message-ID',
    ],
    ['activities/deliver.test.ts', 'after the provider accepted and that was noted sends nothing again'],
  ],
  'doubt-forgotten': [
    [
      'activities/deliver-refused.test.ts',
      'by breaking off stays in doubt, whatever the attempts after it are told: a later one is counted',
    ],
    [
      'activities/deliver.test.ts',
      'of which nobody knows whether the nudge went out says so, where the goal is reached before the next attempt',
    ],
  ],
  'goal-after-sending': [
    [
      'activities/deliver.test.ts',
      'after that was noted is told as sent, though the goal is reached before the next attempt',
    ],
  ],
  'admitted-once': [
    [
      'activities/deliver.test.ts',
      'of which nobody knows whether the nudge went out says so, where the goal is reached before the next attempt',
    ],
    ['activities/deliver-refused.test.ts', 'is dropped when the goal was reached meanwhile'],
    ['domain/enrolment/hold.test.ts', 'is admitted afresh when it is tried again'],
    ['workflows/journey.test.ts', 'drop a nudge whose goal was reached before it went out'],
  ],
  'dead-provider': [
    [
      'workflows/failing.test.ts',
      'a provider that refuses for now makes the enrolment wait in view of everybody, and still lets it leave',
    ],
    ['workflows/cancel.test.ts', 'while the provider refuses'],
    ['activities/deliver-refused.test.ts', 'for now is asked again, then left alone in view of everybody'],
  ],
  'hammered-provider': [
    [
      'workflows/failing.test.ts',
      'a provider that refused for now is left alone for a minute, even when a timer comes too early',
    ],
  ],
  'provider-fills-slots': [
    [
      'activities/deliver-hanging.test.ts',
      'for %d s each time becomes a wait that everybody sees within a minute of the first attempt',
    ],
    [
      'activities/deliver-hanging.test.ts',
      'is not asked: the nudge waits at once in view of everybody, and gives its reservation back',
    ],
    ['worker/hanging-provider.test.ts', 'everybody it keeps waiting can leave, and is out soon'],
    ['worker/hanging-provider.test.ts', 'a decision that needs a slot of the worker’s gets one'],
  ],
  'start-first': [
    ['ingest/waking.test.ts', 'starts it once, however often and in however many processes the event comes'],
    ['ingest/waking.test.ts', 'leaves a visit that was started before to its workflow: a sweep starts nothing again'],
  ],
  'use-existing': [
    [
      'durability/simple-versions.test.ts',
      'stays to be done: one that took the closing run for its own would lose the enrolment',
    ],
  ],
  'enrol-while-open': [
    ['ingest/waking.test.ts', 'does not enrol again while the user is under way, and says why'],
    ['domain/enrolment/enter.test.ts', 'never lets anybody in who is still inside'],
  ],
  'unknown-workflow': [
    [
      'worker/restore.test.ts',
      'that never knew the user, who enters again: the start meets the running workflow and takes it over',
    ],
    ['worker/restore.test.ts', 'that never knew the user takes the running visit over, with its state'],
  ],
  'backup-behind': [
    [
      'activities/decide.test.ts',
      'of a workflow that is ahead of a restored database goes on from the workflow’s state',
    ],
    [
      'worker/restore.test.ts',
      'that is behind a waiting workflow: reconciliation has it decide again, and the event that it awaits wakes it',
    ],
    [
      'worker/restore.test.ts',
      'that is behind, met by an event for an older number: the sweep finds out, without reconciliation',
    ],
    [
      'worker/restore.test.ts',
      'while a nudge is being sent: the workflow asks again with its state, and what is known as sent is not sent again',
    ],
  ],
  'backup-ahead': [
    [
      'worker/native-buttons.test.ts',
      'to any point of a journey half done: both sides meet again, no nudge is repeated, and the journey goes on',
    ],
    ['worker/native-buttons.test.ts', 'of an enrolment that is over ends it again, and sends nothing'],
    [
      'worker/restore.test.ts',
      'that believes in a visit which has ended since: it ends there too, as its workflow did',
    ],
  ],
  'lost-visit': [
    [
      'worker/restore.test.ts',
      'that has lost a visit which is over keeps it again, so that who comes back has the next number',
    ],
    [
      'worker/restore.test.ts',
      'tells of lost visits that nobody comes back to, and changes nothing unless it is asked to',
    ],
  ],
  terminated: [
    [
      'worker/native-buttons.test.ts',
      'under an open visit, and then an event that it waited for: the visit ends, and the event enrols afresh',
    ],
    ['worker/native-buttons.test.ts', 'met by ten events and two sweeps at once ends the visit once'],
  ],
  'continued-early': [
    [
      'workflows/continue.test.ts',
      'is not continued with $what in hand: a run that looks at its length first would lose that',
    ],
    ['workflows/continue.test.ts', 'loses neither a command nor a wake-up that comes as it is continued'],
    ['workflows/continue.test.ts', 'takes a pause along'],
    [
      'workflows/continue.test.ts',
      'is continued in another one while it waits: with the same wait, number and attributes, and no further decision',
    ],
  ],
  'answered-early': [
    ['workflows/commands.test.ts', '$state: $kind → $then'],
    ['workflows/commands.test.ts', 'whoever waits for an answer when it ends is told that it is over'],
  ],
  'command-dropped': [
    ['workflows/commands.test.ts', 'a decision whose answer was lost is not taken twice'],
    ['workflows/commands.test.ts', 'two at once are taken one after the other'],
    ['workflows/commands.test.ts', 'one that races with the awaited event loses neither'],
  ],
  'update-repeated': [
    ['workflows/commands.test.ts', 'the same update twice acts once, and is answered alike'],
    ['workflows/continue.test.ts', 'goes on being woken, commanded and cancelled'],
  ],
  'command-too-late': [
    [
      'workflows/commands.test.ts',
      'comes before an effect that is decided and not begun: a pause keeps the nudge back, resume sends it',
    ],
  ],
  'command-in-flight': [
    ['workflows/commands.test.ts', 'waits until that is done: $kind'],
    ['workflows/pause.test.ts', 'during a delivery lets that one go out, and nothing after it'],
  ],
  'resend-same-key': [
    ['workflows/pause.test.ts', 'has a key of its own, and the step under way keeps its time'],
    ['workflows/commands.test.ts', 'a nudge asked for twice at once goes out once more, not twice'],
  ],
  'pause-over-timer': [
    [
      'workflows/pause.test.ts',
      'lasts over the step’s timer: nothing is sent, no step is left, and resuming finds the wait expired',
    ],
  ],
  'several-hold': [
    ['domain/enrolment/heed.test.ts', 'comes after a way out that holds: that ends it, and takes no command'],
    ['workflows/commands.test.ts', 'a goal that is reached comes first'],
    ['domain/journey/advance.test.ts', 'comes before leave'],
    ['domain/journey/advance.test.ts', 'looks at the condition before the deadline when both have come'],
  ],
  'cancel-kills': [
    ['workflows/cancel.test.ts', 'while it delivers: the delivery completes first'],
    ['workflows/cancel.test.ts', 'keeps whoever waits for an answer from being cancelled with it'],
    ['workflows/cancel.test.ts', 'before the first decision: the user enters and leaves'],
  ],
  'all-reconcile': [
    [
      'worker/reconciling.test.ts',
      'is done by one of many workers that look at the same time, and not again for a day',
    ],
    ['worker/reconciling.test.ts', 'of a worker that was killed in its turn is done by another one an hour later'],
    ['worker/reconciling.test.ts', 'mends nothing where Temporal seems to be another one, and says what to do'],
  ],
  'other-build': [['replay/replay.test.ts', 'can be gone on with by the workflow as it is now']],
  'moved-workflow': [
    [
      'worker/moved.test.ts',
      'goes on under its id, shows whose it is, is woken by the known user and sends to their address',
    ],
    ['worker/moved.test.ts', 'hears of what the known user had done before while it waited'],
    ['worker/moved.test.ts', 'obeys what people tell it, and is nothing to mend for a reconciliation'],
  ],
  'both-inside': [
    ['worker/moved.test.ts', 'leave the older one, where that is the %s one’s, and the other ends as merged'],
    ['domain/enrolment/join.test.ts', 'collides on a course, and %s'],
  ],
  'number-again': [['domain/enrolment/join.test.ts', 'give no number twice to the workflow that begins next']],
};
