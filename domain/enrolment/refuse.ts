import { advance, type Standing } from '../journey/advance.ts';
import type { Input } from '../journey/state.ts';
import { isInDoubt, type LedgerEntry } from '../pacing/ledger.ts';
import type { Answer, Deciding, Question } from './question.ts';
import { take } from './take.ts';
import type { User } from './user.ts';

/** A nudge that does not go out now, and what is known of it. */
export interface Refusing {
  readonly standing: Standing;
  readonly delivering: Deciding;
  /** The nudge's reservation, if there is one. */
  readonly before: LedgerEntry | undefined;
}

/** Not at all: the walk goes on after the nudge. */
export function skip(
  user: User,
  question: Question,
  { because, ...refusing }: Refusing & { because: readonly string[] },
): Answer {
  const input = { kind: 'delivered', result: 'skipped', because: because.join('; ') } as const;
  return refuse(user, question, { input, ...refusing });
}

/** Not at all: the walk goes on without the nudge, or ends. */
export function refuse(user: User, question: Question, refusing: Refusing & { input: Input }): Answer {
  const { standing, delivering, input, before } = refusing;
  const next = advance(standing, input);
  const doubt = isInDoubt(before) ? ['an attempt before this may have gone out'] : [];
  const trail = next.trail.map((told) =>
    told.what === 'dropped' ? { ...told, because: [...told.because, ...doubt] } : told,
  );
  return take(user, question, { at: standing.now, advance: { ...next, trail }, deciding: delivering });
}
