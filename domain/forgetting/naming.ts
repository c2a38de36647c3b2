import type { User } from '../enrolment/user.ts';
import type { Json } from '../json.ts';

/** Shorter words than these stand in every sentence. */
const shortest = 3;

/** Traits in which people's names are, whatever their case and spelling: `name`, `firstName`, `last_name`. */
const names = /^(?:(?:first|last|full|user|nick|family|given|sur)[-_ ]?)?name$/i;

/**
 * Which of a user's ids, address and names a text has as a word of its own; null where none. What is kept for good as the
 * proof of a forgetting must not name who was forgotten.
 */
export function namedIn(text: string, users: readonly User[]): string | null {
  const told = users.flatMap(({ id, profile }) => [id, ...textsOf(profile.traits)]);
  return told.find((each) => each.length >= shortest && hasWord(text.toLowerCase(), each.toLowerCase())) ?? null;
}

function textsOf(traits: User['profile']['traits']): readonly string[] {
  const told = Object.entries(traits).filter(([trait]) => trait === 'email' || names.test(trait));
  return told.flatMap(([, value]: readonly [string, Json]) => (typeof value === 'string' ? [value.trim()] : []));
}

/** A letter or a digit before or after it makes it a part of another word. */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!isOfWord(text[at - 1]) && !isOfWord(text[at + word.length])) return true;
  }
  return false;
}

function isOfWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
