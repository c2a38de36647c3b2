import type { Proofs } from './proof.ts';

/** What can come between time, a segment, a release and the user who enters by them. */
export const ofSegments: Proofs = {
  'flip-missed': [
    [
      'domain/segment/entering.test.ts',
      'counts first: who came into the segment before the event has entered, though it leads out again',
    ],
    ['ingest/flip.test.ts', 'and an event at the same time let nobody in twice, and lose nothing'],
  ],
  'flip-twice': [
    ['ingest/flip.test.ts', 'of hundreds who are due at once, by several processes at once, lets everybody in once'],
    ['domain/segment/entering.test.ts', 'does not undo what time has done: an event that is folded after the instant'],
  ],
  'flip-killed': [
    [
      'ingest/flip.test.ts',
      'that a crash came between is made good by the next: the entry is written with its event, or not at all',
    ],
  ],
  'entered-by-definition': [
    [
      'domain/segment/entering.test.ts',
      'that means something else now lets nobody in for that, but with `backfill: all`',
    ],
    [
      'activities/refresh.test.ts',
      'counts a new named event from the events of before, which lets nobody in but with `backfill: all`',
    ],
  ],
  'before-its-turn': [
    [
      'domain/segment/entering.test.ts',
      'lets those in who came into it between its publication and their turn, at the instant when they did',
    ],
    ['domain/segment/entering.test.ts', 'lets those in by an event who came before their turn, and by nothing else'],
  ],
  'refresh-killed': [
    ['activities/refresh.test.ts', 'killed at random, again and again, ends right (seed %d)'],
    ['activities/refresh.test.ts', 'goes on where it was by another process, when the first is gone half-way'],
    ['worker/refreshing.test.ts', 'goes on where it was after somebody has terminated it'],
  ],
  'refresh-not-started': [
    [
      'worker/refreshing.test.ts',
      'is brought by the workers, where whoever has published it has died before starting that',
    ],
  ],
  'refresh-overwrites': [
    [
      'activities/refresh.test.ts',
      'does not overwrite what a user does between the two reads: the write fails and is made again',
    ],
  ],
  'two-refreshes': [
    ['activities/refresh.test.ts', 'ends where a later release has been published, and says so'],
    ['activities/refresh.test.ts', 'while it is paused finds out as well that a later release has been published'],
    ['worker/refreshing.test.ts', 'leaves it to a later one, and says so'],
  ],
};
