import type { z } from 'zod';
import { NotYet } from '../../domain/authored/schema.ts';
import { NoWhere } from '../../domain/journey/schema.ts';
import { NoSubject } from '../../domain/template/schema.ts';

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

const words: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

/** What zod wanted, as the words that follow "expected"; a schema's own `error` goes before it. */
export function expected(issue: RawIssue): string {
  if (issue.code === 'invalid_type') return words[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value') return alternatives(issue.values.map(String));
  if (issue.code === 'unrecognized_keys') return knownKeys(issue).join(' ');
  return 'something else';
}

/** `a`, `a or b`, `a, b or c`. */
export function alternatives(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}

const onlyRefused: readonly z.core.$ZodType[] = [NotYet, NoSubject, NoWhere];

/** The keys of the mapping's schema, but for those that are known only to be refused in better words. */
function knownKeys(issue: RawIssue): readonly string[] {
  const definition = issue.inst?._zod.def;
  if (definition === undefined || !('shape' in definition)) return [];
  const shape = definition.shape as Readonly<Record<string, z.core.$ZodType>>;
  return Object.keys(shape).filter((key) => !onlyRefused.some((field) => field === shape[key]));
}
