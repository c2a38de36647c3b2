import { parseIsoDate } from '../../../domain/condition/iso-date.ts';
import { parseCondition } from '../../../domain/condition/parse.ts';
import { Set } from '../../../domain/journey/steps/schema.ts';
import type { Scalar } from '../../../domain/json.ts';
import { checkKeys } from '../../read/check.ts';
import type { Cursor } from '../../read/cursor.ts';
import { found } from '../../read/found.ts';
import type { Compiled, Compiler } from '../compiler.ts';
import { derivedId, stepId } from '../step-id.ts';

/** `set: { traits.onboarded: true }`: named after the one trait it sets. */
export function set(step: Cursor, compiler: Compiler): Compiled | null {
  const values = checkKeys(Set, step)?.set;
  if (values === undefined) return null;
  const entries = step.at('set').entries();
  if (entries.length === 0) return step.at('set').refuse('STEP_IDLE', 'found no trait, expected at least one');
  const names = entries.map(([key, cursor]) => traitOf(key, cursor, compiler));
  const known = names.filter((name) => name !== null);
  if (known.length < names.length) return null;
  const [name = '', another] = known;
  const traits: Record<string, Scalar> = Object.fromEntries(
    known.map((each) => [each, values[`traits.${each}`] ?? null]),
  );
  return {
    cursor: step,
    id: stepId(step, another === undefined ? derivedId('set', name) : null),
    lists: [],
    ends: false,
    build: (base) => ({ kind: 'set', ...base, traits }),
  };
}

/** A trait's value has to be of its declared type, exactly as where a condition compares it. */
function traitOf(key: string, cursor: Cursor, { vocabulary }: Compiler): string | null {
  const [root, ...rest] = key.split('.');
  const [name, deeper] = rest;
  if (root !== 'traits' || name === undefined) {
    return cursor.refuse('VALUE_INVALID', `found the key "${key}", expected a trait such as traits.onboarded`, 'key');
  }
  if (deeper !== undefined) {
    const message = `found the key "${key}", expected a trait that stands alone: setting a part would replace the rest`;
    return cursor.refuse('VALUE_INVALID', message, 'key');
  }
  if (vocabulary.traits[name]?.list === true) {
    return cursor.refuse('VALUE_INVALID', `"${key}" is declared as a list, expected a trait with one value`, 'key');
  }
  if (vocabulary.traits[name]?.type === 'date' && !isDate(cursor.value, vocabulary.zone)) {
    return cursor.refuse('OPERAND_INVALID', `found ${found(cursor.value)}, expected a date such as 2026-03-01`);
  }
  return cursor.adopt(here(parseCondition({ [key]: cursor.value }, vocabulary))) === null ? null : name;
}

function isDate(value: unknown, zone: string): boolean {
  return typeof value === 'string' && parseIsoDate(value, zone) !== null;
}

/** The condition's problems, whose paths begin with the key that the cursor stands at already. */
function here(parsed: ReturnType<typeof parseCondition>): ReturnType<typeof parseCondition> {
  if (parsed.ok) return parsed;
  return { ok: false, problems: parsed.problems.map((problem) => ({ ...problem, path: problem.path.slice(1) })) };
}
