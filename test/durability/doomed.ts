import { createPoints, type Death, type Points } from './crash/points.ts';

/** What a process here may be told besides its work. */
interface Doom {
  readonly doom: Death;
}

/** The points of this process: it tells of its passages, and dies where it is told to, at birth or later. */
export function doomedPoints(): Points {
  const points = createPoints((passed) => process.send?.({ passed }));
  points.doom(JSON.parse(process.argv[2] ?? 'null') as Death | null);
  process.on('message', (told: Partial<Doom>) => {
    if (told.doom === undefined) return;
    points.doom(told.doom);
    process.send?.('doomed');
  });
  process.once('disconnect', () => process.exit());
  return points;
}
