import { recentKept } from '../../condition/limits.ts';
import type { Instant } from '../../time/instant.ts';
import { withSpan, type Span, type Spans } from '../spans.ts';
import type { Sessions } from './feature.ts';
import type { FeatureRule } from './kind.ts';

/** Sessions, each until its gap has gone by, and how many older ones there were. */
interface SessionState {
  readonly spans: Spans;
  readonly forgotten: number;
  /** The newest instant of those; absent while there are none. */
  readonly until?: Instant;
}

/** Late events can make one of two sessions: then there are others to count up to 20 with. */
const kept = 2 * recentKept;

export const sessions: FeatureRule<Sessions> = {
  count({ gap, within }, { state }, done) {
    // The state is what this function gave.
    const before = (state ?? { spans: [], forgotten: 0 }) as SessionState;
    const { until } = before;
    const spans = done.reduce((all, { at }) => withSpan(all, [at, at + gap]), before.spans);
    const isExact = until === undefined || (done.every(({ at }) => at > until) && spans.length >= recentKept);
    const after = bounded({ ...before, spans });
    const begun = after.spans.map(([from]) => from);
    return {
      state: after,
      value: within === null ? begun.length + after.forgotten : begun.slice(0, recentKept),
      isExact,
    };
  },
};

function bounded({ spans, forgotten, until = -Infinity }: SessionState): SessionState {
  const over = spans.slice(kept);
  const newest = Math.max(until, ...over.map(([, to]: Span) => to));
  const known = { spans: spans.slice(0, kept), forgotten: forgotten + over.length };
  return newest === -Infinity ? known : { ...known, until: newest };
}
