import { likelyEnd, type RefreshProgress } from '../../domain/release/refresh.ts';
import { durationWords } from '../../domain/time/duration.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** How far a release has come in bringing everybody up to date, for people. */
export function refreshText(progress: RefreshProgress, now: Instant): string {
  const { release, done, of, enrolled, changed, failed } = progress;
  const counts = [
    `${changed} changed`,
    `${enrolled} entered`,
    ...(failed > 0 ? [`${failed} failed, see the log`] : []),
  ];
  return `${release.slice(0, 7)}  ${standing(progress, now)}\n         ${done} of ${of} users, ${counts.join(', ')}`;
}

function standing(progress: RefreshProgress, now: Instant): string {
  const { status, paused, startedAt, updatedAt, rate } = progress;
  if (status === 'done') return `everybody is up to date, after ${durationWords(updatedAt - startedAt)}`;
  if (status === 'superseded') return 'a later release has taken over';
  if (paused !== null) return `PAUSED by ${paused.by}: "${paused.reason}"`;
  const end = likelyEnd(progress, now);
  const left = end === null ? '' : `, about ${durationWords(Math.max(1000, end - now))} left`;
  return `under way for ${durationWords(now - startedAt)} at ${rate} users a second at most${left}`;
}
