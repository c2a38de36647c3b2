import { createPoints, type Death, type Points } from './crash/points.ts';

/** What a process here may be told besides its work: where it dies, or where each of several users stops. */
export type Doom = { readonly doom: Death } | { readonly stop: readonly Death[] };

/** The points of this process: it tells of its passages, and dies where it is told to, at birth or later. */
export function doomedPoints(): Points {
  const points = createPoints((passed) => process.send?.({ passed }));
  points.doom(JSON.parse(process.argv[2] ?? 'null') as Death | null);
  process.on('message', (told: Doom | object) => {
    if ('doom' in told) points.doom(told.doom);
    else if ('stop' in told) points.stop(told.stop);
    else return;
    process.send?.('doomed');
  });
  process.once('disconnect', () => process.exit());
  return points;
}
