import { setTimeout as sleep } from 'node:timers/promises';
import { relevantEvents } from '../../domain/release/relevant.ts';
import { day, second } from '../../domain/time/instant.ts';
import type { Receipt } from '../../ingest/index.ts';
import { count } from '../tally.ts';
import type { Demonstration } from './open.ts';
import { play } from './player.ts';
import { resume } from './resume.ts';
import { dayOf, daysIn } from './sample.ts';
import { statusLines, type Screen } from './screen.ts';
import { countTotals, type Totals } from './totals.ts';

/** How often the status is drawn: its counts are a part of the database's work. */
const statusEvery = 2 * second;

/** So long after its last event somebody may still come into a segment of the example by time alone, which takes a day. */
const comesInWithin = 2 * day;

export interface Demonstrating {
  readonly screen: Screen;
  readonly signal: AbortSignal;
}

/** Plays what is left of the sample and shows how it goes, until every enrolment has ended and nobody is about to enter. */
export async function demonstrate(demonstration: Demonstration, { screen, signal }: Demonstrating): Promise<Totals> {
  const { store, keeper, release, sample } = demonstration;
  const relevant = relevantEvents(release.content);
  const stored = await store.events.known(sample.map(({ messageId }) => messageId));
  const resumed = resume({ sample, stored, now: keeper.now(), relevant });
  let { tally } = resumed;
  const onReceipt = (receipt: Receipt): void => {
    tally = count(tally, receipt, relevant);
  };
  const lastTurn = (sample.at(-1)?.arrival ?? 0) + comesInWithin;
  const journeys = Object.keys(release.content.journeys);
  const over = play(resumed.left, { ...demonstration, signal, onReceipt }).then(async () => {
    const isLeft = async (): Promise<boolean> =>
      (await store.users.flipping(lastTurn, 1)).length > 0 || (await store.users.underWay(journeys)) > 0;
    while (await isLeft()) await sleep(statusEvery, undefined, { signal });
    return 'over' as const;
  });
  for (;;) {
    const tick = sleep(statusEvery, undefined, { signal });
    // The sleep that loses the race is left to the abort signal.
    tick.catch(() => undefined);
    const ended = await Promise.race([over, tick]);
    const totals = await countTotals(store, tally);
    screen.status(statusLines(dayOf(sample, keeper.now()), daysIn(sample), totals), ended === 'over');
    if (ended === 'over') return totals;
  }
}
