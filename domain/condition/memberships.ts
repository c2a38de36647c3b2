import { sizeOf } from './leaves.ts';
import type { Membership } from './parse-membership.ts';

/** Segments: each name stands for the segment's condition. */
export const segments: Membership = {
  key: 'segments',
  noun: 'segment',
  names: ({ vocabulary }) => Object.keys(vocabulary.segments),
  member: (segment, at, parsing) => {
    const condition = parsing.vocabulary.segments[segment];
    if (condition === undefined || !parsing.spend(at, sizeOf(condition))) return null;
    return { kind: 'segment', segment, condition, is: true };
  },
};

/** Milestones: each name stands for its event, done at least once. */
export const completed: Membership = {
  key: 'completed',
  noun: 'milestone',
  names: ({ vocabulary }) => Object.keys(vocabulary.milestones),
  member: (milestone, at, parsing) => {
    const event = parsing.vocabulary.milestones[milestone]?.event;
    return event === undefined || !parsing.spend(at, 1) ? null : { kind: 'completed', milestone, event, is: true };
  },
};
