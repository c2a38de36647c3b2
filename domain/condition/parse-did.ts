import { day, type Milliseconds } from '../time/instant.ts';
import { parseDuration } from '../time/duration.ts';
import type { DidCondition, Operand, Test } from './condition.ts';
import { parseEvent } from './fact.ts';
import { foundWords, isMapping, quoted } from './found.ts';
import { mostTimes, longestList, longestWindow } from './limits.ts';
import { didYouMean } from './nearest.ts';
import { operators } from './operators.ts';
import type { At, Parsing } from './parsing.ts';
import { scalarOf } from './predicates.ts';
import { countsDays, timesPass } from './times.ts';
import type { Vocabulary } from './vocabulary.ts';

const keys = ['event', 'times', 'within'];
const counting = ['$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$in', '$nin'];

/** Without `times`: at least once. */
const atLeastOnce: readonly Test[] = [{ kind: 'compare', comparison: 'gte', operand: { kind: 'value', value: 1 } }];

/** Parses `did: { event, times, within }`. */
export function parseDid(raw: unknown, at: At, parsing: Parsing): DidCondition | null {
  if (!isMapping(raw)) {
    const message = `found ${foundWords(raw)}, expected { event: Project Created, times: { $gte: 3 }, within: 7d }`;
    return parsing.problem(at, 'CONDITION_INVALID', message);
  }
  const unknown = Object.keys(raw).filter((key) => !keys.includes(key));
  for (const key of unknown) {
    parsing.problem([...at, key], 'KEY_UNKNOWN', `did has no ${quoted(key)}${didYouMean(key, keys)}`);
  }
  const event = parseEvent(raw.event, [...at, 'event'], parsing);
  const times = raw.times === undefined ? atLeastOnce : parseTimes(raw.times, [...at, 'times'], parsing);
  const within = raw.within === undefined ? null : parseWithin(raw.within, [...at, 'within'], parsing);
  if (event === null || times === null || within === undefined || unknown.length > 0) return null;
  return checked({ kind: 'did', ...eventIn(parsing.vocabulary, event), times, within }, at, parsing);
}

/** The event, and whether it is one of the workspace's own. */
function eventIn({ named = [] }: Vocabulary, event: string): Pick<DidCondition, 'event' | 'named'> {
  return named.includes(event) ? { event, named: true } : { event };
}

/** The window; undefined, with a problem, for what is none. */
function parseWithin(raw: unknown, at: At, parsing: Parsing): Milliseconds | undefined {
  const within = typeof raw === 'string' ? parseDuration(raw) : null;
  if (within !== null && within > 0 && within <= longestWindow) return within;
  parsing.problem(at, 'OPERAND_INVALID', `found ${foundWords(raw)}, expected a duration such as 7d, at most 400 days`);
  return undefined;
}

/** Parses how often: a number of times, or a mapping of operators that count. Null, with problems, for neither. */
export function parseTimes(raw: unknown, at: At, parsing: Parsing): readonly Test[] | null {
  if (!isMapping(raw)) {
    const operand = parseCount(raw, at, parsing);
    return operand === null ? null : [{ kind: 'compare', comparison: 'eq', operand }];
  }
  const tests = Object.entries(raw).map(([key, operand]) =>
    parseTimesTest(key, operand, { at: [...at, key], parsing }),
  );
  const parsed = tests.filter((test) => test !== null);
  if (tests.length === 0) return parsing.problem(at, 'CONDITION_INVALID', 'expected how often, as in { $gte: 3 }');
  return parsed.length === tests.length ? parsed : null;
}

function parseTimesTest(key: string, raw: unknown, { at, parsing }: { at: At; parsing: Parsing }): Test | null {
  const operator = counting.includes(key) ? operators[key] : undefined;
  if (operator === undefined) {
    return parsing.problem(at, 'OPERATOR_UNKNOWN', `${quoted(key)} cannot count times${didYouMean(key, counting)}`);
  }
  const { comparison } = operator;
  const isList = comparison === 'in' || comparison === 'nin';
  const operand = isList ? parseCounts(raw, at, parsing) : parseCount(raw, at, parsing);
  return operand === null ? null : { kind: 'compare', comparison, operand };
}

function parseCount(raw: unknown, at: At, parsing: Parsing): Operand | null {
  if (isCount(raw)) return { kind: 'value', value: raw };
  const message = `found ${foundWords(raw)}, expected a whole number of times, at most ${mostTimes}`;
  return parsing.problem(at, 'OPERAND_INVALID', message);
}

function parseCounts(raw: unknown, at: At, parsing: Parsing): Operand | null {
  if (!Array.isArray(raw) || raw.length === 0 || raw.length > longestList) {
    const message = `found ${foundWords(raw)}, expected a list of whole numbers of times`;
    return parsing.problem(at, 'OPERAND_INVALID', message);
  }
  const counts = raw.map((value: unknown, index) => parseCount(value, [...at, index], parsing));
  const values = counts.flatMap((count) => (count === null ? [] : [scalarOf(count)]));
  return values.length === counts.length ? { kind: 'list', values } : null;
}

function isCount(raw: unknown): raw is number {
  return typeof raw === 'number' && Number.isInteger(raw) && raw >= 0 && raw <= mostTimes;
}

/** What reads well and still surprises: newborns, and counts of whole days. */
function checked(did: DidCondition, at: At, parsing: Parsing): DidCondition | null {
  if (timesPass(did.times)(0)) parsing.newborns.push(at);
  if (did.within === null || !countsDays(did.times)) return did;
  if (did.within % day !== 0) {
    const message = 'more than 20 times are counted in whole UTC days: write whole days, as in 7d';
    return parsing.problem([...at, 'within'], 'OPERAND_INVALID', message);
  }
  const warning = 'more than 20 times are counted in whole UTC days, the one in which the window begins included';
  parsing.warn([...at, 'times'], 'CONDITION_WHOLE_DAYS', warning);
  return did;
}
