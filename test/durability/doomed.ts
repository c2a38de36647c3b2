import { createPoints, type Death, type Points } from './crash/points.ts';

/** Where each of several users stops, as if the process had died for them: somebody kills it for good afterwards. */
export interface Doom {
  readonly stop: readonly Death[];
}

/** The points of this process: it tells of its passages and attempts, and users stop where it is told, at birth or later. */
export function doomedPoints(): Points {
  const points = createPoints({
    onPassed: (passed) => process.send?.({ passed }),
    onTrace: (trace) => process.send?.({ trace }),
  });
  points.stop(JSON.parse(process.argv[2] ?? '[]') as readonly Death[]);
  process.on('message', (told: Doom | object) => {
    if (!('stop' in told)) return;
    points.stop(told.stop);
    process.send?.('doomed');
  });
  process.once('disconnect', () => process.exit());
  return points;
}
