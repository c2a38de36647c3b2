import { createPlay, type Played, type Story } from './play.ts';

/**
 * Plays a user's story on a virtual clock: with the same functions that ingest and the activities call, in no time, and
 * always with the same result. A timer that is due at the instant of an event fires before it.
 */
export function simulate(story: Story): Played {
  const play = createPlay(story);
  const { until = Infinity } = story;
  // `sort` is stable: events of one instant stay in order.
  for (const event of [...story.events].sort((a, b) => a.receivedAt - b.receivedAt)) {
    if (event.receivedAt > until) break;
    play.pass(event.receivedAt);
    play.happen(event);
  }
  play.pass(until);
  return play.played();
}
