import { own } from '../own.ts';
import { pathOf } from '../profile/feature/dates.ts';
import type { DaysSince, Feature, Preferred, Progress, TimeTo } from '../profile/feature/feature.ts';
import { day } from '../time/instant.ts';
import type { Condition, FactType, FeatureCondition, FieldCondition, Measure, Test } from './condition.ts';
import { daysSinceCondition } from './days-since.ts';
import { quoted } from './found.ts';
import { mostExact } from './limits.ts';
import { measureOf } from './measure.ts';
import { didYouMean } from './nearest.ts';
import { parseTimes } from './parse-did.ts';
import { parseField } from './parse-field.ts';
import type { At, Parsing } from './parsing.ts';
import { largestOf, timesPass } from './times.ts';

/** Where a feature is compared. */
interface Asking {
  readonly name: string;
  readonly measure: Measure;
  readonly at: At;
  readonly parsing: Parsing;
}

/** Parses what stands behind `features.<name>`; null, with problems, where it is wrong. */
export function parseFeature(
  name: string,
  raw: unknown,
  { at, parsing }: Pick<Asking, 'at' | 'parsing'>,
): Condition | null {
  const features = parsing.vocabulary.features ?? {};
  const feature = own(features, name);
  if (feature === undefined) {
    const near = didYouMean(name, Object.keys(features)) || ': features are declared in profile.yaml';
    return parsing.problem(at, 'FACT_UNKNOWN', `${quoted(`features.${name}`)} is no known fact${near}`);
  }
  return byKind(feature, raw, { name, measure: measureOf(feature, parsing.vocabulary), at, parsing });
}

function byKind(feature: Feature, raw: unknown, asking: Asking): FeatureCondition | null {
  switch (feature.kind) {
    case 'days_since':
      return parseDays(feature, raw, asking);
    case 'active_days':
      return parseRecent(raw, { ...asking, within: feature.within, most: Math.ceil(feature.within / day) + 1 });
    case 'sessions':
      return feature.within === null
        ? parseEver(raw, asking)
        : parseRecent(raw, { ...asking, within: feature.within, most: mostExact });
    case 'preferred':
    case 'progress':
    case 'time_to':
      return parseKept(typeOf(feature), raw, asking);
  }
}

function typeOf(feature: Preferred | Progress | TimeTo): FactType {
  return feature.kind === 'preferred' && feature.by.kind !== 'hour' ? 'string' : 'number';
}

function parseKept(type: FactType, raw: unknown, asking: Asking): FeatureCondition | null {
  const field = fieldOf(type, raw, asking);
  return field === null ? null : featureOf(asking, field, field);
}

function parseDays({ since }: DaysSince, raw: unknown, asking: Asking): FeatureCondition | null {
  const { at, parsing } = asking;
  const field = fieldOf('number', raw, asking);
  if (field === null) return null;
  if (!isWhole(field.tests))
    return parsing.problem(at, 'OPERAND_INVALID', 'expected whole numbers of days, such as 14');
  const { zone } = parsing.vocabulary;
  const date = { kind: 'field', path: pathOf(since), type: 'date', zone } as const;
  return featureOf(asking, field, daysSinceCondition(date, field.tests));
}

function isWhole(tests: readonly Test[]): boolean {
  return tests.every((test) => {
    if (test.kind !== 'compare') return isWhole(test.tests);
    const { operand } = test;
    const values = operand.kind === 'list' ? operand.values : operand.kind === 'value' ? [operand.value] : [];
    return values.every((value) => typeof value !== 'number' || Number.isSafeInteger(value));
  });
}

interface AskingRecent extends Asking {
  readonly within: number;
  /** The largest number of which the kept instants can tell whether it was reached. */
  readonly most: number;
}

function parseRecent(raw: unknown, asking: AskingRecent): FeatureCondition | null {
  const { name, at, parsing, within, most } = asking;
  const times = parseTimes(raw, at, parsing);
  if (times === null) return null;
  if (largestOf(times) > most) {
    return parsing.problem(at, 'OPERAND_INVALID', `${quoted(`features.${name}`)} tells of at most ${most}`);
  }
  if (timesPass(times)(0)) parsing.newborns.push(at);
  const field: FieldCondition = { kind: 'field', path: `features.${name}`, type: 'number', tests: times };
  return featureOf(asking, field, { kind: 'recent', feature: name, times, within });
}

/** Who has had no session has had 0. */
function parseEver(raw: unknown, asking: Asking): FeatureCondition | null {
  const { name, at, parsing } = asking;
  const times = parseTimes(raw, at, parsing);
  if (times === null) return null;
  const field: FieldCondition = { kind: 'field', path: `features.${name}`, type: 'number', tests: times };
  const isThere: FieldCondition = { ...field, tests: [{ kind: 'compare', comparison: 'exists', operand: { kind: 'value', value: true } }] }; // prettier-ignore
  const condition: Condition = timesPass(times)(0)
    ? { kind: 'or', of: [field, { kind: 'nor', of: [isThere] }] }
    : { kind: 'and', of: [field, isThere] };
  return featureOf(asking, field, condition);
}

function fieldOf(type: FactType, raw: unknown, { name, at, parsing }: Asking): FieldCondition | null {
  const fact = { path: `features.${name}`, type, list: false, among: null };
  return parseField(raw, { fact, at, parsing });
}

function featureOf({ name, measure }: Asking, { type, tests }: FieldCondition, condition: Condition): FeatureCondition {
  return { kind: 'feature', feature: name, type, tests, measure, condition };
}
