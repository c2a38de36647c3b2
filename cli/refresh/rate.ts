import { InvalidArgumentError } from 'commander';
import { highestRate } from '../../domain/release/refresh.ts';

/** Users a second. */
export function readRate(text: string): number {
  const rate = Number(text);
  if (Number.isInteger(rate) && rate >= 1 && rate <= highestRate) return rate;
  throw new InvalidArgumentError(`expected a whole number of users a second, 1 to ${highestRate}.`);
}
