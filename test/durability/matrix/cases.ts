import type { Death } from '../crash/points.ts';

/** Where whoever the story is about makes a process die. */
export type Place = Omit<Death, 'user'>;

/** What happens to whoever the case is about: `life.ts` and `disagreements.ts` tell it. */
export type StoryName = 'first steps' | 'handed on' | 'ended' | 'found ended' | 'adopted';

/** One way to die: which processes end where, one after the other. */
export interface Case {
  readonly title: string;
  readonly story: StoryName;
  readonly ingest: readonly Place[];
  readonly worker: readonly Place[];
  /** When the mail server refuses the user's next mail, once. */
  readonly refusal: 'never' | 'at first' | 'after the death';
}

/** How often the story of `life.ts` passes each point when nobody dies. */
export const passages: Readonly<Record<string, number>> = {
  // Who they are, that they signed up, that their profile is complete.
  'ingest:event-inserted': 3,
  'ingest:user-written': 2,
  'enrol:starting-written': 1,
  'enrol:workflow-started': 1,
  'ingest:signalled': 1,
  // The welcome, the wait that its event ends, the wait that its timer ends.
  'decide:user-written': 3,
  'decide:exposure-recorded': 1,
  'decide:trail-appended': 3,
  // The trait of the experiment's arm, the trait of the wait's end.
  'decide:event-inserted': 2,
  'decide:event-folded': 2,
  // The welcome and the tips.
  'deliver:reserved': 2,
  'deliver:accepted': 2,
  'deliver:nudge-recorded': 2,
  'deliver:concluded': 2,
  'deliver:exposure-recorded': 1,
  'deliver:trail-appended': 2,
  'deliver:event-inserted': 1,
  'deliver:event-folded': 1,
  // Afterwards, when the events have been done for long.
  'sweep:tidied': 1,
};

/** Marked in batches, so nobody can say how often: at least once, by each. */
export const batches = ['ingest:marked-done', 'decide:marked-done', 'deliver:marked-done'];

function at(point: string, passage = 1): Place {
  return { point, passage };
}

function isOfIngest(point: string): boolean {
  return /^(ingest|enrol):/.test(point);
}

function caseOf(death: Place): Case {
  const [ingest, worker] = isOfIngest(death.point) ? [[death], []] : [[], [death]];
  return { title: `${death.point}, passage ${death.passage}`, story: 'first steps', ingest, worker, refusal: 'never' };
}

const everyPassage = Object.entries(passages).flatMap(([point, count]) =>
  Array.from({ length: count }, (_, index) => caseOf(at(point, index + 1))),
);

/** The sweep has something to do only after somebody else has died; then it dies, too. */
function swept(point: string, after: Place): Case {
  const [ingest, worker] = isOfIngest(after.point) ? [[after], []] : [[], [after]];
  const title = `${point}, after ${after.point} ${after.passage}`;
  return { title, story: 'first steps', ingest, worker: [...worker, at(point)], refusal: 'never' };
}

const sweeps = [
  swept('sweep:user-written', at('ingest:event-inserted')),
  swept('sweep:user-written', at('ingest:event-inserted', 2)),
  swept('sweep:workflow-started', at('enrol:starting-written')),
  swept('sweep:signalled', at('ingest:user-written', 2)),
  swept('sweep:event-inserted', at('decide:user-written', 2)),
  swept('sweep:event-folded', at('decide:user-written', 2)),
  swept('sweep:marked-done', at('ingest:user-written', 2)),
];

const refused: Case = {
  title: 'deliver:given-back, after a refusal',
  story: 'first steps',
  ingest: [],
  worker: [at('deliver:given-back')],
  refusal: 'at first',
};

const doubt: Case = {
  title: 'deliver:accepted, and a refusal of the next attempt',
  story: 'first steps',
  ingest: [],
  worker: [at('deliver:accepted')],
  refusal: 'after the death',
};

type Row = readonly [story: StoryName, ingest: readonly Place[], worker: readonly Place[]];

/** A journey that starts another, and both sides of a visit that are brought together again. */
const between: readonly Row[] = [
  ['handed on', [], [at('decide:user-written')]],
  ['handed on', [], [at('enrol:workflow-started')]],
  ['handed on', [], [at('decide:user-written'), at('sweep:workflow-started')]],
  // The end and the next visit are one write; the end's line in the trail, and the start, follow.
  ['ended', [at('ingest:user-written', 2)], []],
  ['ended', [at('enrol:starting-written', 2)], []],
  ['ended', [at('ingest:trail-appended')], []],
  ['ended', [at('enrol:workflow-started', 2)], []],
  ['ended', [at('enrol:starting-written', 2)], [at('sweep:workflow-started')]],
  ['found ended', [at('meet:user-written')], []],
  ['found ended', [at('meet:trail-appended')], []],
  ['adopted', [at('meet:user-written')], []],
  ['adopted', [at('meet:signalled')], []],
];

function placesOf([story, ingest, worker]: Row): Case {
  const places = [...ingest, ...worker].map(({ point, passage }) => `${point} ${passage}`);
  return { title: `${story}, ${places.join(' and ')}`, story, ingest, worker, refusal: 'never' };
}

/** Each story, as it goes where nobody dies. */
export const undisturbed: Readonly<Record<StoryName, Case>> = {
  'first steps': placesOf(['first steps', [], []]),
  'handed on': placesOf(['handed on', [], []]),
  ended: placesOf(['ended', [], []]),
  'found ended': placesOf(['found ended', [], []]),
  adopted: placesOf(['adopted', [], []]),
};

/** Every way to die there is a test for. */
export const cases: readonly Case[] = [
  ...everyPassage,
  ...batches.map((point) => caseOf(at(point))),
  ...sweeps,
  refused,
  doubt,
  ...between.map(placesOf),
];
