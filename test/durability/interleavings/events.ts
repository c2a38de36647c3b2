import type { Proofs } from './proof.ts';

/** What can come between an event, its count, and the workflow that it wakes. */
export const ofEvents: Proofs = {
  'any-write': [
    ['durability/crash-matrix.patient.test.ts', 'leaves nothing different: %s'],
    [
      'durability/crash-commands.patient.test.ts',
      'has done what it accepted, once, and nothing of what it refused: %s',
    ],
    ['durability/storm.alone.test.ts', 'loses nothing and does nothing twice'],
  ],
  'naive-writers': [
    ['ingest/writers.test.ts', 'takes 200 events at once in a few writes, none of them tried twice'],
    ['ingest/writers.test.ts', 'written by 50 processes at once loses nothing, and every process comes through'],
    ['ingest/user-queue.test.ts', 'takes what came meanwhile as the next batch, together'],
  ],
  'unguarded-write': [
    ['ingest/take.test.ts', 'reads again and loses neither'],
    ['store/store.test.ts', 'is written by whoever read the newest revision; the other loses and changes nothing'],
  ],
  'revision-restored': [
    ['store/store.test.ts', 'restored from a backup and written again has another revision than what was lost'],
  ],
  'unknown-end': [
    [
      'durability/simple-versions.test.ts',
      'finds itself when it is made again: one that only adds up would count the event and enrol twice',
    ],
    ['workflows/failing.test.ts', 'a decision whose answer was lost is given again, not taken again'],
    ['workflows/failing.test.ts', 'a delivery whose answer was lost does not send again'],
  ],
  'any-order': [
    [
      'ingest/any-order.property.test.ts',
      'any order, repetition and grouping of a user’s events, over two processes, makes the same profile',
    ],
    ['ingest/take.test.ts', 'keep the newest trait, whatever order they come in'],
  ],
  'id-used-twice': [['ingest/take.test.ts', 'under an id that was used for %s is refused, and changes nothing']],
  'stored-not-folded': [
    ['ingest/take.test.ts', 'between the insert and the fold loses nothing: a sweep folds the event, once'],
  ],
  'duplicate-pending': [
    ['ingest/take.test.ts', 'between the insert and the fold is made good by the sender’s own retry'],
  ],
  'folded-not-marked': [['ingest/take.test.ts', 'between the fold and its mark counts nothing twice']],
  'applied-left-early': [
    [
      'durability/simple-versions.test.ts',
      'stays until the event is marked: one that left after a minute, or with a sweep, would be counted again',
    ],
    [
      'ingest/take.test.ts',
      'is no chance for a process that slept through it all: what it still holds as pending is not folded again',
    ],
    [
      'ingest/take.test.ts',
      'is still counted once when it comes again after a minute and after its id was tidied away',
    ],
  ],
  'same-id-at-once': [['ingest/take.test.ts', 'sent to two processes at once, 10 times each, is counted once']],
  'temporal-away': [
    ['ingest/waking.test.ts', 'keeps no event from being acknowledged; a sweep starts what is to be started'],
    ['ingest/waking.test.ts', 'keeps no wake-up from being told later'],
    ['ingest/waking.test.ts', 'for long is made good even for somebody who never stops sending events'],
    ['ingest/waking.test.ts', 'does not let the start of one user keep the others from being swept'],
  ],
  'old-news': [
    ['ingest/waking.test.ts', 'does not enrol when it comes a day late: it only tells of the user'],
    ['ingest/waking.test.ts', 'wakes nobody when it comes a day late'],
  ],
  'event-while-deciding': [
    [
      'workflows/wake-up.test.ts',
      'is not needed for an event that comes while it is being decided: the decision sees it',
    ],
    ['activities/language.test.ts', 'that is folded while the decision is being taken is found by the second try'],
    ['activities/decide.test.ts', 'while events come in loses none of them'],
  ],
  'wake-before-wait': [
    ['workflows/wake-up.test.ts', 'that comes before the workflow has heard of its own wait is kept'],
  ],
  'wake-during-delivery': [
    [
      'workflows/wake-up.test.ts',
      'during a delivery is not lost: the wait that the delivery ends with is over at once',
    ],
    [
      'workflows/wake-up.test.ts',
      'is not needed for an event that comes while the provider has the nudge: the next decision sees it',
    ],
  ],
  'old-wake': [
    ['workflows/wake-up.test.ts', 'for an earlier number, or for the visit before, wakes nobody'],
    ['workflows/wake-up.test.ts', 'is not undone by an older one that comes after it'],
  ],
  'wake-per-event': [
    ['ingest/waking.test.ts', 'wakes at most once per number'],
    ['workflows/wake-up.test.ts', 'told twice is taken once'],
  ],
  'wake-forgotten': [
    [
      'durability/temporal-tail.test.ts',
      'is told of a wake-up again by the next sweep, and once more by none after the decision',
    ],
    ['durability/temporal-tail.test.ts', 'is told of a start again by the next sweep'],
    ['ingest/waking.test.ts', 'is no longer to do when the next decision is written'],
  ],
  'event-while-paused': [
    ['workflows/pause.test.ts', 'keeps what the user did meanwhile: the wait is done when it is resumed'],
    ['workflows/pause.test.ts', 'is ended by $by at once'],
  ],
  'timer-early': [
    ['workflows/failing.test.ts', 'a timer that fires too early changes nothing: the same wait goes on'],
    ['domain/time/clock.test.ts', 'of a timer is %s'],
  ],
  'timer-late': [['domain/time/clock.test.ts', 'when it was due, although it fired 2 s late']],
  'time-alone': [
    ['workflows/redate.test.ts', 'is timed for that instant'],
    [
      'workflows/redate.test.ts',
      'is timed anew when the instant is moved to an earlier one: the sleeper is told, and decides nothing else',
    ],
    ['domain/journey/advance.test.ts', 'looks again when its age comes, before the step is due'],
  ],
  'timer-left': [
    ['workflows/timers.test.ts', 'by an event leaves no timer running, as a race of a sleep with a condition would'],
    ['workflows/timers.test.ts', 'by a command leaves none either, and the next wait has one of its own'],
  ],
  'merge-killed': [
    ['ingest/join.test.ts', 'at its %s %i, %s it, leaves it to the sender’s retry'],
    ['ingest/join.test.ts', 'at its %s %i, %s it, leaves it to a sweep'],
    [
      'durability/crash-join.patient.test.ts',
      'at any write, whoever comes next brings it to its end, and every event counts once: seed %i',
    ],
  ],
  'merge-and-event': [
    ['ingest/join.test.ts', 'loses none of 50 events that both do meanwhile, in two processes, and counts none twice'],
    ['ingest/join.test.ts', 'at its %s %i, %s it, keeps nobody’s events from being counted'],
  ],
  'merge-and-retry': [
    [
      'ingest/join.test.ts',
      'takes along what both had to be remembered of: neither is counted twice when it comes again',
    ],
  ],
  'merge-any-order': [
    [
      'ingest/join.property.test.ts',
      'any order, repetition and grouping of two users’ events and of what makes them one leaves the same user, in the same journeys',
    ],
    ['domain/profile/unite.property.test.ts', 'is that of all their events, whoever did what and in whatever order'],
  ],
  'merge-circle': [
    ['ingest/join.test.ts', 'in a circle, told at the same time to several processes, leaves one user with everything'],
    ['ingest/join.test.ts', 'there and back again changes nothing: the first one stands'],
  ],
  'merge-twice': [
    [
      'ingest/join.test.ts',
      'on a device that is somebody else’s by now moves nothing: what was done on it stays theirs, and the receipt says so',
    ],
  ],
};
