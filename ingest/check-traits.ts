import { UsherError } from '../domain/errors.ts';
import { checkTraits } from '../domain/profile/declared.ts';
import type { UserEvent } from '../domain/profile/event.ts';
import type { Release } from '../domain/release/release.ts';

/** More than one slip is told at once; a message with more has another trouble. */
const told = 5;

/**
 * Looks at the traits of an event by the current release; what a journey sets was checked when it was published, and
 * without a release nothing is declared.
 * @returns the paths of those that are not declared
 * @throws UsherError TRAIT_TYPE
 */
export function undeclaredTraits({ type, traits }: UserEvent, release: Release | null): readonly string[] {
  if (type !== 'identify' || release === null) return [];
  const { wrong, undeclared } = checkTraits(traits, release.content.traits);
  if (wrong.length === 0) return undeclared;
  const words = wrong
    .slice(0, told)
    .map(({ path, found, expected }) => `${path}: found ${found}, expected ${expected}`);
  throw new UsherError('TRAIT_TYPE', words.join('; '));
}
