import { didYouMean } from '../../domain/condition/nearest.ts';
import type { ReleaseContent } from '../../domain/release/release.ts';
import { own } from '../../domain/own.ts';
import type { Cursor } from '../read/cursor.ts';

/** Where a path begins, and where it ends without an `exit`. */
const ends = ['entered', 'end'];

/** Refuses traits, templates and steps that there are none of. */
export function checkNames(cursor: Cursor, journey: string, content: ReleaseContent): void {
  const steps = own(content.journeys, journey)?.steps.map(({ id }) => id) ?? [];
  const templates = Object.keys(content.templates);
  const expect = cursor.at('expect');
  for (const holder of [cursor, ...cursor.at('events').items()]) checkTraits(holder.at('traits'), content);
  for (const nudge of expect.at('nudges').items()) {
    refuseUnknown(nudge.at('send'), templates, 'the name of a folder in templates/');
  }
  const step = `the id of a step of ${journey}`;
  for (const id of expect.at('path').items()) refuseUnknown(id, [...steps, ...ends], step);
  for (const [id, reason] of expect.at('reasons').entries()) {
    if (![...steps, ...ends].includes(id)) {
      reason.refuse('NAME_UNKNOWN', `found the key "${id}", expected ${step}${didYouMean(id, steps)}`, 'key');
    }
  }
}

function refuseUnknown(cursor: Cursor, known: readonly string[], expected: string): void {
  const { value } = cursor;
  if (typeof value !== 'string' || known.includes(value)) return;
  cursor.refuse('NAME_UNKNOWN', `found "${value}", expected ${expected}${didYouMean(value, known)}`);
}

function checkTraits(cursor: Cursor, { traits }: ReleaseContent): void {
  const known = Object.keys(traits);
  for (const [name, value] of cursor.entries()) {
    if (known.some((each) => each === name || each.startsWith(`${name}.`))) continue;
    const slip = didYouMean(name, known);
    value.refuse('FACT_UNKNOWN', `found the trait "${name}", expected one that profile.yaml declares${slip}`, 'key');
  }
}
