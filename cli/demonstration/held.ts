import type { Held } from '../../store/trail.ts';

/** What holds nudges back: the hours in which none goes out, caps, the gap between two, or something else. */
export interface HeldBy {
  readonly quiet: number;
  readonly caps: number;
  readonly gap: number;
  /** A switch, a provider's rate. */
  readonly other: number;
}

export const heldByNothing: HeldBy = { quiet: 0, caps: 0, gap: 0, other: 0 };

/** How often nudges were held, by the first reason of each time. */
export function heldBy(reasons: readonly Held[]): HeldBy {
  return reasons.reduce((sum, { because, times }) => {
    const by = ruleOf(because);
    return { ...sum, [by]: sum[by] + times };
  }, heldByNothing);
}

/** A cap is named by its own id, so it is told by what is said of its room. */
function ruleOf(because: string): keyof HeldBy {
  if (/^(?:quiet|outside of) /.test(because)) return 'quiet';
  if (/^gap \d/.test(because)) return 'gap';
  return /^[\w-]+: \d+ of \d+ .* used/.test(because) ? 'caps' : 'other';
}
