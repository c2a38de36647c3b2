import { InvalidArgumentError } from 'commander';

/** The words stand in histories and stories. */
const longest = 200;

/** Who has done something, or why. */
export function readWords(text: string): string {
  const words = text.trim();
  if (words !== '' && words.length <= longest) return words;
  throw new InvalidArgumentError(`expected words, at most ${longest} characters`);
}
