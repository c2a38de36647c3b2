import type { z } from 'zod';
import { NotYet } from '../../domain/authored/schema.ts';
import { alternatives } from '../read/expected.ts';
import { bare, defaultOf, expectation, meaningOf } from './meaning.ts';
import { sectionOf } from './sections.ts';

type Schema = z.core.$ZodType;

/** One key of a mapping, as the reference tells of it. */
export interface Key {
  /** With the keys it is below: `hold.at_most`, `events[].at`. */
  readonly path: string;
  /** Which values it may have, in Markdown. */
  readonly values: string;
  readonly required: boolean;
  /** As it would be written; undefined where nothing holds in its place. */
  readonly default: unknown;
  readonly meaning: string;
}

/** Every key of a mapping and of the mappings below it, in the order of the schema; a mapping met again is not repeated. */
export function keysOf(schema: Schema): readonly Key[] {
  return keysBelow(schema, '', new Set());
}

function keysBelow(schema: Schema, path: string, met: Set<Schema>): readonly Key[] {
  const known = bare(schema);
  const { def } = known._zod;
  if (def.type === 'array') return keysBelow((def as z.core.$ZodArrayDef).element, path.replace(/\.$/, '[].'), met);
  if (def.type === 'union') {
    return (def as z.core.$ZodUnionDef).options.flatMap((option) => keysBelow(option, path, met));
  }
  if (def.type !== 'object' || met.has(known)) return [];
  met.add(known);
  const fields = Object.entries((def as z.core.$ZodObjectDef).shape).filter(([, field]) => !isOnlyRefused(field));
  return fields.flatMap(([key, field]) => [
    keyOf(`${path}${key}`, field),
    ...(sectionOf(field) === null ? keysBelow(field, `${path}${key}.`, met) : []),
  ]);
}

/** A key that is known only to be refused in better words. */
function isOnlyRefused(field: Schema): boolean {
  return field === NotYet || bare(field)._zod.def.type === 'never';
}

function keyOf(path: string, field: Schema): Key {
  const required = field._zod.optin !== 'optional';
  return { path, values: valuesOf(field), required, default: defaultOf(field), meaning: meaningOf(field) };
}

function valuesOf(field: Schema): string {
  const { def } = bare(field)._zod;
  if (def.type === 'enum') return choices(Object.values((def as z.core.$ZodEnumDef).entries));
  if (def.type === 'boolean') return choices([true, false]);
  return sectionOf(field) ?? withCode(expectation(field) ?? 'a mapping');
}

function choices(values: readonly (string | number | boolean)[]): string {
  return alternatives(values.map((value) => `\`${String(value)}\``));
}

/** Words with their examples of mappings and lists as code. */
function withCode(words: string): string {
  return words.replace(/\{(?:[^{}]|\{[^{}]*\})*\}|\[.*\]/g, (example) => `\`${example}\``);
}
