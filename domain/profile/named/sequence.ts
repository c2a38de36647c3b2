import type { Instant, Milliseconds } from '../../time/instant.ts';
import { covers, withSpan, type Spans } from '../spans.ts';

/**
 * What a sequence needs of the events so far, whatever their order: when it would count, and which events it has not
 * counted, since what they come after may be told late.
 */
export interface Sequence {
  /** When an event counts: from each event before it on, for as long as the definition says. */
  readonly open: Spans;
  /** When it was done without counting, newest first. */
  readonly uncounted: readonly Instant[];
  /** The newest instant of which something was forgotten; null while all is kept. */
  readonly forgotten: Instant | null;
}

/** As many as a counter keeps instants of: who does more of it without counting is no case for a late event. */
const kept = 20;

export const emptySequence: Sequence = { open: [], uncounted: [], forgotten: null };

/** What happened with one event: when the one before was done, and when the one that counts was. */
export interface Steps {
  readonly before: readonly Instant[];
  readonly done: readonly Instant[];
  readonly within: Milliseconds;
}

/** A sequence with more, when it counts by that, and whether all that it had to know of is still known. */
export interface Stepped {
  readonly sequence: Sequence;
  readonly counts: readonly Instant[];
  readonly isExact: boolean;
}

/** Takes the steps of one event in. */
export function stepped(sequence: Sequence, { before, done, within }: Steps): Stepped {
  const open = before.reduce<Spans>((spans, at) => withSpan(spans, [at, at + within]), sequence.open);
  const known = [...sequence.uncounted, ...done];
  const counts = known.filter((at) => covers(open, at));
  const uncounted = known.filter((at) => !covers(open, at)).sort((a, b) => b - a);
  const oldest = Math.min(...before, ...done);
  const isExact = sequence.forgotten === null || oldest > sequence.forgotten;
  return { sequence: bounded({ ...sequence, open, uncounted }), counts, isExact };
}

function bounded({ open, uncounted, forgotten }: Sequence): Sequence {
  const lost = [...open.slice(kept).map(([, to]) => to), ...uncounted.slice(kept)];
  const newest = Math.max(forgotten ?? -Infinity, ...lost);
  return {
    open: open.slice(0, kept),
    uncounted: uncounted.slice(0, kept),
    forgotten: newest === -Infinity ? null : newest,
  };
}
