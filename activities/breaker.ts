import type { Logger } from 'pino';
import type { Result } from '../domain/enrolment/deliver.ts';
import { providerTime } from '../domain/enrolment/lease.ts';
import { minute, type Instant, type Milliseconds } from '../domain/time/instant.ts';

/** Keeps nudges from a provider that does not answer: each would hold its slot until it is given up. */
export interface Breaker {
  /** What a provider answers for a nudge, by its key; while it is left alone, that nothing went out. */
  ask(provider: string, nudge: string, send: () => Promise<Result>): Promise<Result>;
}

/** So many nudges in a row without an answer are no longer the fault of their addresses. */
const mostUnanswered = 5;
/** Until its next probe. Whoever is turned away waits as long at least, which is too long to wait out of sight. */
const leftAlone: Milliseconds = minute;
/** Who is turned away waits for as long again as the silence has lasted, but no longer than where it was their own. */
const longestWait: Milliseconds = 10 * minute;

/**
 * A provider is asked freely until `mostUnanswered` different nudges in a row have had no answer. Then it is left alone
 * for a minute, after which one nudge is its probe: an answer of any kind, a refusal too, and everybody may ask again;
 * none, and it is left alone for another minute. A probe of which nothing is heard is taken for unanswered in time.
 */
interface Silence {
  /** The nudges without an answer. One that is tried again and again counts once. */
  readonly unanswered: ReadonlySet<string>;
  readonly because: string;
  /** When it was left alone first. */
  readonly since: Instant;
  /** Until when it is left alone; null while it is asked freely. */
  readonly until: Instant | null;
}

const unheard: Silence = { unanswered: new Set(), because: '', since: 0, until: null };

/** A breaker for the providers of one process. */
export function createBreaker(log: Pick<Logger, 'info' | 'warn'>, now: () => Instant = Date.now): Breaker {
  const silences = new Map<string, Silence>();
  const silenceOf = (provider: string): Silence => silences.get(provider) ?? unheard;

  function answered(provider: string): void {
    if (silenceOf(provider).until !== null) log.info({ provider }, 'the provider answers again');
    silences.delete(provider);
  }

  function unanswered(provider: string, { nudge, because, isProbe }: Unanswered): void {
    const before = silenceOf(provider);
    const isOpen = before.until !== null;
    // Those that were on their way already when it was given up say nothing new.
    if (isOpen && !isProbe) return;
    const nudges = isOpen ? before.unanswered : new Set(before.unanswered).add(nudge);
    const [isGivenUp, at] = [nudges.size >= mostUnanswered, now()];
    const since = isOpen ? before.since : at;
    silences.set(provider, { unanswered: nudges, because, since, until: isGivenUp ? at + leftAlone : null });
    if (isGivenUp) log.warn({ provider, because }, 'the provider does not answer and is left alone');
  }

  return {
    async ask(provider, nudge, send) {
      const [silence, at] = [silenceOf(provider), now()];
      const isProbe = silence.until !== null;
      if (silence.until !== null && at < silence.until) return turnedAway(provider, silence, at);
      if (isProbe) silences.set(provider, { ...silence, until: at + providerTime });
      const result = await send();
      if (result.kind !== 'later' || result.silent !== true) answered(provider);
      else unanswered(provider, { nudge, because: result.because, isProbe });
      return result;
    },
  };
}

interface Unanswered {
  readonly nudge: string;
  readonly because: string;
  readonly isProbe: boolean;
}

function turnedAway(provider: string, { because, since }: Silence, at: Instant): Result {
  const after = Math.min(Math.max(at - since, leftAlone), longestWait);
  return { kind: 'later', because: `${provider} is left alone: ${because}`, unsure: false, silent: true, after };
}
