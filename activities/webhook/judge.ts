import type { Result } from '../../domain/enrolment/deliver.ts';
import { day, second, type Milliseconds } from '../../domain/time/instant.ts';
import { AddressRefused } from './lookup.ts';
import type { Outcome } from './post.ts';

/** Of 4xx these say "not now"; the others are about the request, which will be the same the next time. */
const notNow = [408, 425, 429];
/** A gateway that says so does not know what became of the request behind it. */
const gateways = [502, 504];

/** What an outcome means for the nudge. */
export function judge(outcome: Outcome, seconds: number): Result {
  if (outcome.kind === 'broken') return judgeBroken(outcome);
  const { status, retryAfter } = outcome;
  const answered = `webhook answered ${status}`;
  if (status >= 200 && status < 300) return { kind: 'sent', because: `${answered} in ${seconds.toFixed(1)} s` };
  if (status >= 500 || notNow.includes(status)) {
    return { kind: 'later', unsure: gateways.includes(status), ...pause(answered, retryAfter) };
  }
  const followed = status >= 300 && status < 400 ? ', and redirects are not followed' : '';
  return { kind: 'failed', because: `${answered}${followed}`, refused: false };
}

function judgeBroken({ error, reached }: Extract<Outcome, { kind: 'broken' }>): Result {
  if (error instanceof AddressRefused)
    return { kind: 'failed', because: `webhook refused: ${error.message}, which is not public`, refused: false };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return { kind: 'later', because: `webhook does not answer: ${code}`, unsure: reached, silent: true };
}

function pause(answered: string, retryAfter: string | null): { because: string; after?: Milliseconds } {
  const after = retryAfter === null ? null : lengthOf(retryAfter);
  if (after === null) return { because: answered };
  return { because: `${answered}, and asks for ${Math.ceil(after / second)} s of patience`, after };
}

/** Seconds, or a date (RFC 9110, 10.2.3); null where it is neither. */
function lengthOf(retryAfter: string): Milliseconds | null {
  const length = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * second : Date.parse(retryAfter) - Date.now();
  return Number.isNaN(length) ? null : Math.min(Math.max(length, 0), 365 * day);
}
