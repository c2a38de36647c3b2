import type { Collection, Db } from 'mongodb';
import { courseOf } from '../domain/enrolment/identity.ts';
import type { TrailEntry } from '../domain/journey/state.ts';

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

interface TrailDocument extends Told {
  readonly _id: string;
}

/** The story of every enrolment, a document per decision. */
export interface TrailStore {
  /** Idempotent: the same decision again replaces itself. True when it was told for the first time. */
  append(told: Told): Promise<boolean>;
  /** A user's decisions, by journey, visit and number. */
  of(user: string): Promise<readonly Told[]>;
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
    async of(user) {
      return trail
        .find({ user }, { projection: { _id: 0 } })
        .sort({ journey: 1, visit: 1, number: 1 })
        .toArray();
    },
  };
}
