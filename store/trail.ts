import type { Collection, Db } from 'mongodb';
import { courseOf } from '../domain/enrolment/identity.ts';
import type { TrailEntry } from '../domain/journey/state.ts';
import { byWhose, type Whose } from './whose.ts';

/** What one decision told. */
export interface Told {
  readonly user: string;
  readonly journey: string;
  readonly key?: string;
  readonly visit: number;
  readonly number: number;
  readonly release: string;
  readonly entries: readonly TrailEntry[];
}

/** Whose story it is, whatever the visit. */
export type Enrolled = Pick<Told, 'user' | 'journey' | 'key'>;

interface TrailDocument extends Told {
  readonly _id: string;
}

/** The story of every enrolment, a document per decision. */
export interface TrailStore {
  /** Idempotent: the same decision again replaces itself. True when it was told for the first time. */
  append(told: Told): Promise<boolean>;
  /** A user's decisions, by journey, visit and number. */
  of(whose: Whose): Promise<readonly Told[]>;
  /** Of these users the enrolments of whose story a decision is missing before its newest, or all but its end. */
  lacking(users: readonly string[]): Promise<readonly Enrolled[]>;
  /** How many decisions told this (`entered`, `converted`, `finished`, `left` …), over all users. */
  count(what: string): Promise<number>;
  /** What held nudges back: of every reason that was given first, how often, over all users. */
  held(): Promise<readonly Held[]>;
}

/** A reason for which nudges were held back. */
export interface Held {
  readonly because: string;
  readonly times: number;
}

export function createTrailStore(db: Db): TrailStore {
  const trail: Collection<TrailDocument> = db.collection('trail');
  return {
    count: (what) => trail.countDocuments({ 'entries.what': what }),
    async held() {
      const first = { $arrayElemAt: ['$entries.because', 0] };
      return trail
        .aggregate<Held>([
          { $match: { 'entries.what': 'held' } },
          { $unwind: '$entries' },
          { $match: { 'entries.what': 'held' } },
          { $group: { _id: first, times: { $sum: 1 } } },
          { $project: { _id: 0, because: '$_id', times: 1 } },
        ])
        .toArray();
    },
    async append(told) {
      const _id = [courseOf(told), told.user, told.visit, told.number].join('/');
      const { upsertedCount } = await trail.replaceOne({ _id }, told, { upsert: true });
      return upsertedCount === 1;
    },
    async of(whose) {
      return trail
        .find({ user: byWhose(whose) }, { projection: { _id: 0 } })
        .sort({ journey: 1, visit: 1, number: 1 })
        .toArray();
    },
    async lacking(users) {
      const enrolled = { user: '$user', journey: '$journey', key: '$key' };
      const story = { told: { $sum: 1 }, newest: { $max: '$number' }, first: { $min: startsAt } };
      const found = trail.aggregate<{ readonly _id: Enrolled }>([
        { $match: { user: { $in: [...users] } } },
        { $group: { _id: { ...enrolled, visit: '$visit' }, ...story } },
        { $match: { $or: [{ $expr: { $lt: ['$told', '$newest'] } }, { first: 'end' }] } },
        { $group: { _id: { user: '$_id.user', journey: '$_id.journey', key: '$_id.key' } } },
      ]);
      return (await found.toArray()).map(({ _id }) => _id);
    },
  };
}

/** The step with which a story starts; an end where it was learnt afterwards, from Temporal alone. */
const startsAt = { $cond: [{ $eq: ['$number', 1] }, { $first: '$entries.step' }, null] };
