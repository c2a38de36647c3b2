import { own } from '../own.ts';
import type { LedgerEntry } from '../pacing/ledger.ts';
import { newProfile } from '../profile/apply.ts';
import type { Facts } from '../profile/facts.ts';
import type { Profile } from '../profile/profile.ts';
import { withOwn } from '../record.ts';
import type { Members } from '../segment/member.ts';
import type { Instant } from '../time/instant.ts';
import { workflowId } from './identity.ts';
import type { Credit, GaveWay, Intent, Visit } from './visit.ts';

/** A door that stayed closed, and why. */
export interface Refusal {
  readonly journey: string;
  readonly at: Instant;
  readonly because: readonly string[];
}

/** Somebody who would have entered, but is held out of the journey on purpose. */
export interface HeldOut {
  readonly release: string;
  /** When the user would have entered. */
  readonly at: Instant;
  /** The journey's goal counts for the held out, too: the event, and until when. Null without a goal. */
  readonly goal: Credit | null;
  /** When the goal was reached. */
  readonly converted: Instant | null;
}

/** On the way of becoming another user: nothing else is written of this one any more. */
export interface Merging {
  /** The user that this one becomes. */
  readonly into: string;
  /** When that was told. */
  readonly at: Instant;
  /** `messageId` of the event that told it. */
  readonly event: string;
  /** Since when (real time) it is under way. */
  readonly since: Instant;
}

/** Everything of one user that has to change together: one document, written whole under its revision. */
export interface User {
  readonly id: string;
  /** 0 when there is no document yet. */
  readonly revision: number;
  readonly profile: Profile;
  /** The release that declares what type each fact has: the one under which the newest event came; null before one. */
  readonly declaredBy: string | null;
  /** By course: the journey, with `per` the journey and a hash of the key. */
  readonly visits: Readonly<Record<string, Visit>>;
  /** By course, as visits. */
  readonly heldOut: Readonly<Record<string, HeldOut>>;
  /** Of the segments by which journeys are entered: whether the user is in them. */
  readonly members: Members;
  /** The earliest instant at which that can change by time alone, or is to be looked at again; null where there is none. */
  readonly flipAt: Instant | null;
  /** Experiment → the arm first assigned, which stays. */
  readonly arms: Readonly<Record<string, string>>;
  readonly ledger: readonly LedgerEntry[];
  /** Addresses that refused mail for good, lower case. */
  readonly suppressed: readonly string[];
  /** Events folded in, until their own document says so. `at` is real time. */
  readonly applied: readonly { readonly id: string; readonly at: Instant }[];
  readonly todo: readonly Intent[];
  /** Since when (real time) something has been to do; null when nothing was when the document was read. */
  readonly todoSince: Instant | null;
  /** The newest 20 refusals, newest last. */
  readonly refused: readonly Refusal[];
  /** Of this id somebody was forgotten, or is being so: nothing is taken in, and whatever is written is dropped. */
  readonly forgotten: boolean;
  /** Somebody of this id was forgotten before: what happened before this instant is not of this user. Null otherwise. */
  readonly admitted: Instant | null;
  /** Ids of users who have become this one: their events, stories and nudges are kept under them. */
  readonly aliases: readonly string[];
  /** By workflow id: the ends of visits that gave way to another one when users became one. */
  readonly gaveWay: Readonly<Record<string, GaveWay>>;
  /** Null but for somebody who is about to become another user. */
  readonly mergingInto: Merging | null;
}

/** The user of whom nothing is known yet. */
export function newUser(id: string): User {
  return {
    id,
    revision: 0,
    profile: newProfile(id),
    declaredBy: null,
    visits: {},
    heldOut: {},
    members: {},
    flipAt: null,
    arms: {},
    ledger: [],
    suppressed: [],
    applied: [],
    todo: [],
    todoSince: null,
    refused: [],
    forgotten: false,
    admitted: null,
    aliases: [],
    gaveWay: {},
    mergingInto: null,
  };
}

/** What can change of a user; the revision is the store's. */
type Changes = Partial<Omit<User, 'id' | 'revision' | 'todoSince' | 'forgotten' | 'admitted'>>;

/** The user with some parts changed. */
export function changed(user: User, changes: Changes): User {
  return Object.assign(copyOf(user), changes);
}

/** Written out, since copying by spreading takes several times as long. */
function copyOf(user: User): User {
  return {
    id: user.id,
    revision: user.revision,
    profile: user.profile,
    declaredBy: user.declaredBy,
    visits: user.visits,
    heldOut: user.heldOut,
    members: user.members,
    flipAt: user.flipAt,
    arms: user.arms,
    ledger: user.ledger,
    suppressed: user.suppressed,
    applied: user.applied,
    todo: user.todo,
    todoSince: user.todoSince,
    refused: user.refused,
    forgotten: user.forgotten,
    admitted: user.admitted,
    aliases: user.aliases,
    gaveWay: user.gaveWay,
    mergingInto: user.mergingInto,
  };
}

/** What conditions and templates may ask about the user now. */
export function factsOf(user: User): Facts {
  return { profile: user.profile, arms: user.arms };
}

/** All the ids that the user has had: what is kept by user is kept under one of them. */
export function idsOf({ id, aliases }: Pick<User, 'id' | 'aliases'>): readonly string[] {
  return [id, ...aliases];
}

/** Under whose id the workflow of one of the user's visits runs. */
export function originOf({ id }: Pick<User, 'id'>, { origin }: Pick<Visit, 'origin'>): string {
  return origin ?? id;
}

/** Under whose id the workflow of the user's newest visit on a course runs. */
export function originOn(user: User, course: string): string {
  return originOf(user, visitOf(user, course) ?? {});
}

/** The end of a visit that gave way, for the workflow that runs under an id. */
export function gaveWayOf({ gaveWay }: User, course: string, origin: string): GaveWay | undefined {
  return own(gaveWay, workflowId(course, origin));
}

/** The user's newest visit on a course. */
export function visitOf(user: User, course: string): Visit | undefined {
  return own(user.visits, course);
}

/** The user's visits with another one in place of the newest on a course. */
export function visitsWith({ visits }: User, course: string, visit: Visit): User['visits'] {
  return withOwn(visits, course, visit);
}

/** Enough to answer "why did she not enter", without letting a document grow with a user's years. */
const refusalsKept = 20;

/** The user with further refusals, of which the newest are kept. */
export function withRefusals(user: User, refusals: readonly Refusal[]): User {
  if (refusals.length === 0) return user;
  return changed(user, { refused: [...user.refused, ...refusals].slice(-refusalsKept) });
}
