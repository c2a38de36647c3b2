/** "100 a second", "1 a minute": rates are written as so many a second or a minute, and kept by the second. */
export function rateWords(rate: number): string {
  return Number.isInteger(rate) ? `${rate} a second` : `${Math.round(rate * 60)} a minute`;
}
