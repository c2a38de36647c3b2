import type { z } from 'zod';
import { didYouMean } from '../../domain/condition/nearest.ts';
import type { Cursor } from './cursor.ts';
import { found } from './found.ts';
import { refuseLater } from './later.ts';

/** Says a zod issue in our words, at the place it is about. */
export function refuseIssue(issue: z.core.$ZodIssue, cursor: Cursor): void {
  const place = cursor.at(...issue.path.map((key) => (typeof key === 'number' ? key : String(key))));
  if (issue.code === 'unrecognized_keys') return issue.keys.forEach((key) => unknownKey(key, issue.message, place));
  if (issue.code === 'invalid_key') {
    const expectation = issue.issues[0]?.message ?? issue.message;
    place.refuse('VALUE_INVALID', `found the key "${String(issue.path.at(-1))}", expected ${expectation}`, 'key');
    return;
  }
  const meant = issue.code === 'invalid_union' ? meantForm(issue.errors) : null;
  if (meant !== null) return meant.forEach((each) => refuseIssue(each, place));
  refuseValue(issue, place, cursor);
}

function refuseValue(issue: z.core.$ZodIssue, place: Cursor, cursor: Cursor): void {
  const key = String(issue.path.at(-1));
  if (issue.code === 'invalid_type' && issue.expected === 'undefined') {
    refuseLater(place);
  } else if (place.value === undefined && issue.path.length > 0) {
    cursor
      .at(...place.path.slice(cursor.path.length, -1))
      .refuse('KEY_MISSING', `"${key}" is missing; expected ${issue.message}`, 'key');
  } else {
    place.refuse('VALUE_INVALID', `found ${found(place.value)}, expected ${issue.message}${slip(issue, place.value)}`);
  }
}

/**
 * Of a value that may have several forms, what is wrong with the one that was meant: it fits as a whole, though not in
 * every part, and better than the others. Null where it is none of them.
 */
function meantForm(forms: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | null {
  const fitting = forms.filter((issues) =>
    issues.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
  );
  const [meant] = [...fitting].sort((a, b) => weightOf(a) - weightOf(b));
  return meant ?? null;
}

function weightOf(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);
}

function unknownKey(key: string, known: string, place: Cursor): void {
  const names = known.split(' ');
  place
    .at(key)
    .refuse(
      'KEY_UNKNOWN',
      `unknown key "${key}"${didYouMean(key, names) || `; known here: ${names.join(', ')}`}`,
      'key',
    );
}

function slip(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code !== 'invalid_value' || typeof value !== 'string') return '';
  return didYouMean(value, issue.values.map(String));
}
