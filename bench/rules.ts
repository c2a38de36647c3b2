import { openHouse } from './house.ts';
import { atLeast, atMost, printFigures } from './marks.ts';
import { measureSpeed } from './rules/speed.ts';
import { measureStaleness, turnRelease } from './rules/staleness.ts';
import { measureTrips } from './rules/trips.ts';

/* What it costs to ask what a slot shows: in the process, of MongoDB, and whether the answer is ever an old one. */

const decisionsPerSecond = measureSpeed();
const house = await openHouse(turnRelease(), 1);
try {
  const roundTrips = await measureTrips(house);
  const staleness = await measureStaleness(house);
  const old = staleness.oldInTheSameProcess + staleness.oldInAnotherProcess;
  printFigures({ decisionsPerSecond, roundTrips, staleness }, [
    atLeast('decisions a second of a core, 50 rules over 20 segments, warm', decisionsPerSecond.evenly, 20_000),
    atMost('MongoDB round trips of a decision, cold', roundTrips.cold, 2),
    atMost('answers older than an acknowledged event', old, 0),
  ]);
} finally {
  await house.close();
}
