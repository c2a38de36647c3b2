import type { Condition } from './condition.ts';
import { foundWords, isMapping, quoted } from './found.ts';
import { longestList } from './limits.ts';
import { didYouMean } from './nearest.ts';
import type { At, Parsing } from './parsing.ts';

/** A kind of names that users belong to: segments, or milestones completed. */
export interface Membership {
  /** `segments` or `completed`. */
  readonly key: string;
  /** `segment` or `milestone`. */
  readonly noun: string;
  readonly names: (parsing: Parsing) => readonly string[];
  /** The condition of one name, known to exist; null past the size limit. */
  readonly member: (name: string, at: At, parsing: Parsing) => Condition | null;
}

interface Place {
  readonly membership: Membership;
  readonly at: At;
  readonly parsing: Parsing;
}

const joins: Readonly<Record<string, 'and' | 'or' | 'nor'>> = { $in: 'or', $nin: 'nor', $all: 'and' };
const known = ['$eq', '$ne', '$in', '$nin', '$all'];

/** Parses `segments: new`, `completed: { $ne: invite }` and their lists, each name expanded to its condition. */
export function parseMembership(raw: unknown, place: Place): Condition | null {
  if (!isMapping(raw)) return parseMember(raw, place);
  const { at, parsing } = place;
  const entries = Object.entries(raw);
  if (entries.length === 0) return parsing.problem(at, 'CONDITION_INVALID', expectedWords(raw, place));
  if (!parsing.spend(at, entries.length)) return null;
  const tests = entries.map(([key, operand]) => parseTest(key, operand, { ...place, at: [...at, key] }));
  const parsed = tests.filter((test) => test !== null);
  const [only] = parsed;
  if (parsed.length !== tests.length || only === undefined) return null;
  return parsed.length === 1 ? only : { kind: 'and', of: parsed };
}

function parseTest(key: string, raw: unknown, place: Place): Condition | null {
  if (key === '$eq') return parseMember(raw, place);
  if (key === '$ne') return negated(parseMember(raw, place));
  const kind = Object.hasOwn(joins, key) ? joins[key] : undefined;
  if (kind !== undefined) return parseMembers(kind, raw, place);
  const message = `${quoted(key)} cannot be used with ${place.membership.key}${didYouMean(key, known)}`;
  return place.parsing.problem(place.at, 'OPERATOR_UNKNOWN', message);
}

function parseMembers(kind: 'and' | 'or' | 'nor', raw: unknown, place: Place): Condition | null {
  const { at, parsing } = place;
  if (!Array.isArray(raw) || raw.length === 0 || raw.length > longestList) {
    return parsing.problem(at, 'OPERAND_INVALID', `found ${foundWords(raw)}, expected a list of names`);
  }
  const members = raw.map((name: unknown, index) => parseMember(name, { ...place, at: [...at, index] }));
  const of = members.filter((member) => member !== null);
  return of.length === members.length ? { kind, of } : null;
}

function parseMember(raw: unknown, place: Place): Condition | null {
  const { membership, at, parsing } = place;
  if (typeof raw !== 'string') return parsing.problem(at, 'OPERAND_INVALID', expectedWords(raw, place));
  const names = membership.names(parsing);
  if (names.includes(raw)) return membership.member(raw, at, parsing);
  const near = didYouMean(raw, names);
  return parsing.problem(at, 'NAME_UNKNOWN', `no ${membership.noun} is named ${quoted(raw)}${near}`);
}

function expectedWords(raw: unknown, { membership }: Place): string {
  const hint = Array.isArray(raw) ? ': for several use $in or $all' : '';
  return `${membership.key}: found ${foundWords(raw)}, expected the name of a ${membership.noun}${hint}`;
}

/** A single member says itself that it is not one: its explanation reads better than that of a `nor`. */
function negated(condition: Condition | null): Condition | null {
  if (condition?.kind !== 'segment' && condition?.kind !== 'completed') return condition;
  return { ...condition, is: !condition.is };
}
