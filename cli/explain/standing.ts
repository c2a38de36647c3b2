import type { Standing } from '../../client/explain/standing.ts';
import { day, type Instant } from '../../domain/time/instant.ts';
import type { InstantWords } from '../../domain/time/instant-words.ts';

/** Where a user stands in one journey, why, what is next and what it is for. */
export function standingLines(standing: Standing, now: Instant, words: InstantWords): readonly string[] {
  const { journey, key, release, title, why, next, then, goal } = standing;
  const name = key === null ? journey : `${journey} ${key}`;
  return [
    `${name} · release ${release.slice(0, 7)}${title === null ? '' : ` "${title}"`} · ${placeWords(standing, now, words)}`,
    `  why    ${why}`,
    ...(next === null ? [] : [`  next   ${words.full(next)}${then === null ? '' : `, then ${then}`}`]),
    ...(goal === null ? [] : [`  goal   ${goal.event} by ${words.full(goal.by)}: ${goalWords(goal, words)}`]),
  ];
}

/** Days are counted from entry, which is in the first. */
function placeWords({ status, step, enteredAt, endedAt }: Standing, now: Instant, words: InstantWords): string {
  const shown = status.toUpperCase();
  if (endedAt !== null) return `${shown} ${words.full(endedAt)}`;
  const days = `day ${Math.floor(Math.max(0, now - enteredAt) / day) + 1}`;
  return `${days} · ${step === null ? shown : `${shown} at ${step}`}`;
}

function goalWords({ reached, after, done }: NonNullable<Standing['goal']>, words: InstantWords): string {
  if (after !== null) return `reached after the last step, ${words.full(after)}`;
  if (reached) return 'reached';
  return done.length === 0 ? 'not yet' : `not yet; done: ${done.join(', ')}`;
}
