import type { IsSingle } from '../condition/contained/fact.ts';
import { isContained } from '../condition/contained/contained.ts';
import type { ErrorCode } from '../errors.ts';
import { whoMeets, type Rule, type RuleList, type RulePlace } from './rules.ts';

/** How many users a rule is for. */
export interface Size {
  readonly meant: number;
  /** Of those, whom no rule before it takes. */
  readonly left: number;
}

/** Something about a rule that its author may not have meant. */
export interface Finding {
  readonly code: ErrorCode;
  readonly place: RulePlace;
  readonly message: string;
}

/** What findings are made of: sizes are missing where they cannot be known. */
export interface Known {
  readonly users: number;
  readonly sizes: ReadonlyMap<Rule, Size>;
  readonly isSingle: IsSingle;
}

/** What may not be meant of the rules of one list; of each rule the worst alone, and beside it what it repeats. */
export function findingsOf(list: RuleList, known: Known): readonly Finding[] {
  const useless = new Set<Rule>();
  return list.rules.flatMap((rule): readonly Finding[] => {
    const why = uselessWords(rule, list, { useless, isSingle: known.isSingle });
    if (why !== null) {
      useless.add(rule);
      return [{ code: 'RULE_UNREACHABLE', place: rule.place, message: why }];
    }
    return [...sizeFindings(rule, known), ...sameFindings(rule, list, useless)];
  });
}

interface Judging {
  /** Rules that were found useless: nothing else is measured by them. */
  readonly useless: ReadonlySet<Rule>;
  readonly isSingle: IsSingle;
}

function uselessWords(rule: Rule, list: RuleList, { useless, isSingle }: Judging): string | null {
  const mine = whoMeets(rule);
  if (isContained(mine, [], isSingle)) return `nobody can meet "${rule.name}": its clauses exclude each other`;
  const others = rivalsOf(rule, list).filter((each) => each.takes && !useless.has(each));
  const one = others.find((each) => isContained(mine, [whoMeets(each)], isSingle));
  if (one !== undefined) return list.match === 'first' ? takenWords(rule, `"${one.name}" before it`) : `"${rule.name}" lets in nobody whom "${one.name}" does not`; // prettier-ignore
  if (list.match === 'any' || others.length < 2 || !isContained(mine, others.map(whoMeets), isSingle)) return null;
  return takenWords(rule, 'the rules before it');
}

function takenWords({ name }: Rule, by: string): string {
  return `nobody comes to "${name}": whoever it is for is taken by ${by}`;
}

/** Rules that may leave nobody to this one: those before it, or, where each is asked by itself, all others. */
function rivalsOf(rule: Rule, { match, rules }: RuleList): readonly Rule[] {
  return match === 'first' ? rules.slice(0, rules.indexOf(rule)) : rules.filter((each) => each !== rule);
}

function sizeFindings(rule: Rule, { users, sizes }: Known): readonly Finding[] {
  const size = sizes.get(rule);
  if (size === undefined || rule.when === null) return [];
  const { name, place, minimum } = rule;
  const { meant, left } = size;
  if (meant === 0) return [{ code: 'AUDIENCE_EMPTY', place, message: `"${name}" is for nobody of ${users} users today` }];
  if (left === 0) {
    const message = `"${name}" is for ${meant} of ${users} users today, all of whom are taken by rules before it`;
    return [{ code: 'AUDIENCE_EMPTY', place, message }];
  }
  if (minimum === null || left >= minimum) return [];
  const message = `"${name}" has ${left} of ${users} users today, fewer than its min_audience of ${minimum}`;
  return [{ code: 'AUDIENCE_SMALL', place, message }];
} // prettier-ignore

function sameFindings(rule: Rule, { rules }: RuleList, useless: ReadonlySet<Rule>): readonly Finding[] {
  const before = rules.slice(0, rules.indexOf(rule)).findLast((each) => !useless.has(each));
  if (before === undefined || rule.shows === null || rule.shows !== before.shows) return [];
  const message = `"${rule.name}" comes to the same as "${before.name}" before it: one rule with $or says it once`;
  return [{ code: 'RULE_SAME', place: rule.place, message }];
}
