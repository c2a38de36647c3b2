import type { Instant, Milliseconds } from '../../domain/time/instant.ts';

/** The most of these instants that lie within so long, wherever it begins. */
export function mostWithin(instants: readonly Instant[], length: Milliseconds): number {
  const sorted = [...instants].sort((a, b) => a - b);
  let [most, from] = [0, 0];
  for (const [to, at] of sorted.entries()) {
    while ((sorted[from] ?? at) <= at - length) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

/** How long it took, in seconds. */
export interface Waits {
  readonly median: number;
  readonly p95: number;
  readonly longest: number;
}

export function waitsOf(instants: readonly Instant[], due: Instant): Waits {
  const waits = instants.map((at) => at - due).sort((a, b) => a - b);
  const at = (share: number): number => {
    const wait = waits[Math.min(waits.length - 1, Math.floor(waits.length * share))];
    return Math.round((wait ?? NaN) / 100) / 10;
  };
  return { median: at(0.5), p95: at(0.95), longest: at(1) };
}
