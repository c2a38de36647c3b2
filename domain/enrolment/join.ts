import type { LedgerEntry } from '../pacing/ledger.ts';
import { own } from '../own.ts';
import { openPolicy } from '../pacing/policy.ts';
import { unite } from '../profile/unite.ts';
import { daysKept } from '../release/days-kept.ts';
import type { Release } from '../release/release.ts';
import type { Member, Members } from '../segment/member.ts';
import type { Instant } from '../time/instant.ts';
import { kept } from './book.ts';
import { withoutStale } from './claims.ts';
import { joinVisits } from './join-visits.ts';
import { toBeLookedAt } from './membership.ts';
import { suppressedWith } from './suppress.ts';
import { changed, idsOf, visitsWith, withRefusals, type HeldOut, type User } from './user.ts';
import type { Intent } from './visit.ts';

interface Joining {
  /** The one that new enrolments get; null before the first. */
  readonly release: Release | null;
  /** The clock's. */
  readonly at: Instant;
}

/**
 * The target after another user has become it. What is known of both is one profile, as if one had done it all; the arms
 * that the target was given stand; what was sent to both counts. Open visits go on, but for those that collide, and are
 * asked to decide afresh. That `source` is among the aliases says that it was done: it is not to be done twice.
 */
export function join(target: User, source: User, { release, at }: Joining): User {
  const aliases = [...new Set([...target.aliases, ...idsOf(source)])];
  // Of somebody of whom nothing is known only the id is news.
  if (source.revision === 0 || isEmpty(source)) return changed(target, { aliases, applied: applied(target, source) });
  const visiting = joinVisits(target, source, at);
  const profile = unite(target.profile, source.profile, release === null ? undefined : daysKept(release.content));
  const joined = changed(visiting, {
    profile,
    declaredBy: release?.id ?? target.declaredBy ?? source.declaredBy,
    heldOut: heldOut(target.heldOut, source.heldOut),
    members: members(target.members, source.members),
    arms: { ...source.arms, ...target.arms },
    ledger: kept(ledger(target, source), { policy: release?.content.policy ?? openPolicy, now: at }),
    suppressed: suppressedWith({ ...target, profile }, ...source.suppressed),
    applied: applied(target, source),
    refused: [],
    aliases,
  });
  const told = withRefusals(joined, byTime([...target.refused, ...source.refused]));
  return toBeLookedAt(roused(withoutStale(told), at), at);
}

/** Whoever was in a segment as one of them does not come into it as both. */
function members(ones: Members, others: Members): Members {
  const all = Object.entries(ones).map(([segment, one]): [string, Member] => {
    const other = own(others, segment);
    return [segment, other?.of === one.of && other.is && !one.is ? { ...one, is: true, since: other.since } : one];
  });
  return { ...others, ...Object.fromEntries(all) };
}

function isEmpty({ profile, visits, heldOut: out, todo }: User): boolean {
  return profile.firstSeen === null && [visits, out, todo].every((each) => Object.keys(each).length === 0);
}

/** Ids of events that both may still be told of, the oldest first. */
function applied(target: User, source: User): User['applied'] {
  const known = new Set(target.applied.map(({ id }) => id));
  return byTime([...target.applied, ...source.applied.filter(({ id }) => !known.has(id))]);
}

function ledger(target: User, source: User): readonly LedgerEntry[] {
  return byTime([...target.ledger, ...source.ledger]);
}

function byTime<Each extends { readonly at: Instant }>(all: readonly Each[]): readonly Each[] {
  return all.toSorted((a, b) => a.at - b.at);
}

/** Of a course of which both are held out, since the first of them would have entered. */
function heldOut(ones: User['heldOut'], others: User['heldOut']): User['heldOut'] {
  const all = new Map<string, HeldOut>(Object.entries(ones));
  for (const [course, other] of Object.entries(others)) {
    const one = all.get(course);
    all.set(course, one === undefined ? other : { ...earlier(one, other), converted: firstConverted(one, other) });
  }
  return Object.fromEntries(all);
}

function earlier(one: HeldOut, other: HeldOut): HeldOut {
  return other.at < one.at ? other : one;
}

function firstConverted(one: HeldOut, other: HeldOut): Instant | null {
  const first = Math.min(one.converted ?? Infinity, other.converted ?? Infinity);
  return first === Infinity ? null : first;
}

/** Whatever waits looks again: what it waits for may have been done by the other, and its workflow shows whose it is. */
function roused(user: User, at: Instant): User {
  return Object.entries(user.visits).reduce((before, [course, visit]) => {
    const { number, status, decision, woke } = visit;
    if (status !== 'open' || decision?.effect.kind !== 'wait' || woke?.number === number) return before;
    const intent: Intent = { kind: 'wake', course, number, at };
    const visits = visitsWith(before, course, { ...visit, woke: { number, at } });
    return changed(before, { visits, todo: [...before.todo, intent] });
  }, user);
}
