import type { Collection, Db, Document } from 'mongodb';
import type { Showed } from '../domain/slot/words.ts';
import type { LocaleChoice } from '../domain/template/locale.ts';
import type { Channel } from '../domain/template/template.ts';
import type { Instant } from '../domain/time/instant.ts';
import { fingerprint } from './fingerprint.ts';
import { byWhose, type Whose } from './whose.ts';

/** One nudge and what became of it. */
export interface NudgeRecord {
  /** `journey/user/visit/step/round`. */
  readonly key: string;
  readonly user: string;
  readonly journey: string;
  readonly visit: number;
  readonly release: string;
  readonly step: string;
  readonly template: string;
  readonly channel: Channel;
  /** Null for a webhook, and where nothing could be rendered. */
  readonly locale: string | null;
  /** What the user read then, and how the locale follows from it; null as the locale, absent from older records. */
  readonly choice?: Pick<LocaleChoice, 'asked' | 'by'> | null;
  /** The fingerprint of the address that a mail went to; absent from older records. */
  readonly address?: string;
  /** The IANA zone by which it went out: where the user was then. Absent from older records. */
  readonly zone?: string;
  readonly status: 'sent' | 'failed' | 'refused for now';
  readonly at: Instant;
  readonly attempts: number;
  /** An earlier attempt may have gone out as well. */
  readonly maybeTwice: boolean;
  readonly because: string;
  /** What follows from what its slots say; absent where its words name none, and where it was not sent. */
  readonly showed?: Showed;
}

interface NudgeDocument extends Omit<NudgeRecord, 'key'> {
  readonly _id: string;
  /** Of the key, as others have it; absent from what older versions wrote. */
  readonly fingerprint?: string;
}

/** `until` is exclusive. */
export interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

/** Every nudge that was handed to a provider. */
export interface NudgeStore {
  /** Idempotent by key: what is known last stays. That it was sent, or may be twice, is never unsaid by a late attempt. */
  record(nudge: NudgeRecord): Promise<void>;
  /** Null when no attempt ever reached a provider's answer. */
  read(key: string): Promise<NudgeRecord | null>;
  /** The nudge whose key has this fingerprint, as Message-IDs carry it; null when there is none. */
  byFingerprint(fingerprint: string): Promise<NudgeRecord | null>;
  of(whose: Whose): Promise<readonly NudgeRecord[]>;
  /**
   * What was sent in a span of time, in order of user and time: by user from `after` on (exclusive), always all of a
   * user's and about `limit` in all. Empty where no user is left.
   */
  sentFrom(after: string, span: Span, limit: number): Promise<readonly NudgeRecord[]>;
  /** How many have a status, over all users. */
  count(status: NudgeRecord['status']): Promise<number>;
}

/** The fingerprint is for looking one up. */
const told = { projection: { fingerprint: 0 } } as const;

export function createNudgeStore(db: Db): NudgeStore {
  const nudges: Collection<NudgeDocument> = db.collection('nudges');
  return {
    async record({ key, ...nudge }) {
      await nudges.updateOne({ _id: key }, [{ $replaceWith: merged({ _id: key, ...nudge }) }], { upsert: true });
    },
    async read(key) {
      const found = await nudges.findOne({ _id: key }, told);
      return found === null ? null : toRecord(found);
    },
    async byFingerprint(fingerprint) {
      const found = await nudges.findOne({ fingerprint }, told);
      return found === null ? null : toRecord(found);
    },
    async of(whose) {
      const found = await nudges
        .find({ user: byWhose(whose) }, told)
        .sort({ at: 1 })
        .toArray();
      return found.map(toRecord);
    },
    async sentFrom(after, { from, until }, limit) {
      const sent = { at: { $gte: from, $lt: until }, status: 'sent' } as const;
      const found = nudges.find({ user: { $gt: after }, ...sent }, told).sort({ user: 1, at: 1 });
      const page = await found.limit(limit).toArray();
      const last = page.at(-1)?.user;
      if (last === undefined || page.length < limit) return page.map(toRecord);
      // Of the last user there may be more: that one comes with the next page, or alone.
      const whole = page.filter(({ user }) => user !== last);
      if (whole.length > 0) return whole.map(toRecord);
      return (
        await nudges
          .find({ user: last, ...sent }, told)
          .sort({ at: 1 })
          .toArray()
      ).map(toRecord);
    },
    count: (status) => nudges.countDocuments({ status }),
  };
}

/** What is told, unless more is known already: an attempt that comes late lowers no count and clears no doubt. */
function merged({ attempts, maybeTwice, ...nudge }: NudgeDocument): Document {
  const later = nudge.status === 'sent' ? [] : [{ $gt: ['$attempts', attempts] }];
  const known = { $or: [{ $eq: ['$status', 'sent'] }, ...later] };
  const kept = { $cond: [known, '$$ROOT', { $literal: nudge }] };
  const sums = { attempts: { $max: ['$attempts', attempts] }, maybeTwice: { $or: ['$maybeTwice', maybeTwice] }, fingerprint: fingerprint(nudge._id) }; // prettier-ignore
  return { $mergeObjects: [kept, sums] };
}

function toRecord({ _id, ...nudge }: NudgeDocument): NudgeRecord {
  return { key: _id, ...nudge };
}
