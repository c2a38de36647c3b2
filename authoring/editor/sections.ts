import type { z } from 'zod';
import {
  AnyCondition,
  Constant,
  Duration,
  EventName,
  Name,
  Offset,
  Share,
  TimeOfDay,
  Words,
} from '../../domain/authored/schema.ts';
import { Enrols, Leaves, SomeSteps, Steps } from '../../domain/journey/schema.ts';
import { Cases, Clauses, Where } from '../../domain/journey/steps/schema.ts';
import { Locales, Rules } from '../../domain/slot/schema.ts';
import { Traits } from '../../domain/workspace/schema.ts';
import { bare, copies } from './meaning.ts';

type Schema = z.core.$ZodType;

/** The forms of values that have a name of their own in the reference. */
export const forms: Readonly<Record<string, Schema>> = {
  name: Name,
  event: EventName,
  duration: Duration,
  offset: Offset,
  'time of day': TimeOfDay,
  share: Share,
  text: Words,
  constant: Constant,
};

/** What the reference describes in a section of its own, and the link to it; what is more exact comes first. */
const sections: readonly (readonly [Schema, string])[] = [
  [AnyCondition, '[condition](#conditions)'],
  [Where, '[tests of properties](#where)'],
  [SomeSteps, '[steps](#steps), at least one'],
  [Steps, '[steps](#steps)'],
  [Clauses, '[clauses](#clauses), at least one'],
  [Cases, '[cases](#branch), at least one'],
  [Enrols, '[ways in](#enrol), at least one'],
  [Leaves, '[ways out](#leave)'],
  [Rules, '[slot rules](#slot-rules), at least one'],
  [Locales, '[words](#content) in each locale'],
  [Traits, '[traits](#profileyaml)'],
  ...Object.entries(forms).map(([form, schema]) => [schema, `[${form}](#forms-of-values)`] as const),
];

/** A link to the section that describes such values; null where there is none. */
export function sectionOf(schema: Schema): string | null {
  const same = origins(schema);
  return sections.find(([known]) => same.includes(known))?.[1] ?? null;
}

/** A schema as it was first written, whatever was added to it since. */
function origins(schema: Schema): readonly Schema[] {
  const all = copies(schema);
  const inner = bare(schema);
  return inner === schema ? all : [...all, ...optional(schema)];
}

function optional(schema: Schema): readonly Schema[] {
  const { def } = schema._zod;
  return def.type === 'optional' ? origins((def as z.core.$ZodOptionalDef).innerType) : [];
}
