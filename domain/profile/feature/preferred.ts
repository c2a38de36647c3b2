import { valuesAt } from '../../condition/read-fact.ts';
import { isList } from '../../condition/comparable.ts';
import type { Json } from '../../json.ts';
import { own } from '../../own.ts';
import { withOwn } from '../../record.ts';
import { utf8Bytes } from '../../text.ts';
import { hour, minute, type Instant } from '../../time/instant.ts';
import { isZone, stretchAt } from '../../time/offsets.ts';
import { zoneOf } from '../surroundings.ts';
import type { Preferred } from './feature.ts';
import type { Done, FeatureRule, Knowing } from './kind.ts';

/** Value → how often; null once more values were met than are told apart. */
type Counts = Readonly<Record<string, number>> | null;

/**
 * How often each value was met, by half-lives since the epoch. Whole numbers under fixed keys: neither the order of
 * events nor a moment of rounding changes them. What a half-life ago counts half is a power of two of the key.
 */
type Preference = Readonly<Record<string, Counts>>;

/** What is older counts for less than a ten-thousandth of what is new. */
const halfLivesKept = 16;
/** Hours of a day; whoever does more different things than that in one half-life prefers none of them then. */
const valuesKept = 24;
/** A longer text is no name of anything; 24 of them in 16 half-lives are 17 KB. */
const longestValue = 40;

export const preferred: FeatureRule<Preferred> = {
  count(feature, known, done) {
    // The state is what this function gave.
    const before = (known.state ?? {}) as Preference;
    const state = done.reduce((all, each) => withDone(all, each, feature), before);
    return { state, value: known.value, isExact: true };
  },
  value(feature, state, knowing) {
    const preference = (state ?? {}) as Preference;
    const weights = weightsOf(feature.by.kind === 'hour' ? inLocalHours(preference, feature, knowing) : preference);
    const best = heaviest(weights);
    return best !== undefined && feature.by.kind === 'hour' ? Number(best) : best;
  },
  moves: ({ by }, before, after) => by.kind === 'hour' && zoneOf(before, '') !== zoneOf(after, ''),
};

function withDone(preference: Preference, done: Done, feature: Preferred): Preference {
  const key = String(Math.floor(done.at / feature.halfLife));
  const before = own(preference, key);
  if (before === null) return preference;
  const counts = valuesOf(done, feature).reduce<Counts>(plusOne, before ?? {});
  if (counts !== null && Object.keys(counts).length === 0) return preference;
  return newest({ ...preference, [key]: counts });
}

function plusOne(counts: Counts, value: string): Counts {
  if (counts === null) return null;
  const known = own(counts, value);
  if (known === undefined && Object.keys(counts).length >= valuesKept) return null;
  return withOwn(counts, value, (known ?? 0) + 1);
}

function newest(preference: Preference): Preference {
  const keys = Object.keys(preference).map(Number);
  const since = Math.max(...keys) - halfLivesKept;
  if (keys.every((key) => key > since)) return preference;
  return Object.fromEntries(Object.entries(preference).filter(([key]) => Number(key) > since));
}

function valuesOf({ name, at, event }: Done, { by }: Preferred): readonly string[] {
  if (by.kind === 'event') return name === null ? [] : [name];
  if (by.kind === 'hour') return [hourName(Math.floor(at / hour))];
  const values = event === null ? [] : valuesAt(event.properties, by.path.split('.'));
  const each = values.flatMap((value): readonly (Json | undefined)[] => (isList(value) ? value : [value]));
  return [...new Set(each.flatMap(nameOf))];
}

function nameOf(value: Json | undefined): readonly string[] {
  if (value === undefined || value === null || typeof value === 'object') return [];
  const name = String(value);
  return name === '' || utf8Bytes(name) > longestValue ? [] : [name];
}

/** Of equal weight the first by name, so hours have two digits. */
function hourName(hours: number): string {
  return String(((hours % 24) + 24) % 24).padStart(2, '0');
}

/** Hours are counted in UTC: which hours of the user's day they were, the user's zone of now says. */
function inLocalHours(preference: Preference, { halfLife }: Preferred, { profile, zone }: Knowing): Preference {
  const named = zoneOf(profile, zone);
  const local = isZone(named) ? named : zone;
  const shifted = Object.entries(preference).map(([key, counts]) => {
    return [key, counts === null ? null : shift(counts, local, Number(key) * halfLife)] as const;
  });
  return Object.fromEntries(shifted);
}

function shift(counts: NonNullable<Counts>, zone: string, at: Instant): Counts {
  const ahead = stretchAt(zone, at).offset / minute;
  const moved: Record<string, number> = {};
  for (const [name, times] of Object.entries(counts)) {
    const local = hourName(Math.floor((Number(name) * 60 + ahead) / 60));
    moved[local] = (moved[local] ?? 0) + times;
  }
  return moved;
}

/** Of equal weight the first by name. */
function heaviest(weights: ReadonlyMap<string, number>): string | undefined {
  let best: string | undefined;
  let most = 0;
  for (const [value, weight] of weights) {
    if (best !== undefined && (weight < most || (weight === most && value > best))) continue;
    [best, most] = [value, weight];
  }
  return best;
}

/** Sums of whole numbers times powers of two: exact. */
function weightsOf(preference: Preference): ReadonlyMap<string, number> {
  const oldest = Math.min(...Object.keys(preference).map(Number));
  const weights = new Map<string, number>();
  for (const [key, counts] of Object.entries(preference)) {
    for (const [value, times] of Object.entries(counts ?? {})) {
      weights.set(value, (weights.get(value) ?? 0) + times * 2 ** (Number(key) - oldest));
    }
  }
  return weights;
}
