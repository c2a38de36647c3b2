import { rateWords } from '../../../domain/pacing/rate-words.ts';

it.each([
  [100, '100 a second'],
  [1 / 60, '1 a minute'],
  [90 / 60, '90 a minute'],
  [6_000 / 60, '100 a second'],
])('a rate of %d is told in whole numbers: %s', (rate, words) => {
  expect(rateWords(rate)).toBe(words);
});
