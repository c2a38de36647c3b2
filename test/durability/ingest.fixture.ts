import { readConfiguration } from '../../domain/configuration/schema.ts';
import { realClock } from '../../domain/time/clock.ts';
import { connectTemporal } from '../../ingest/connect.ts';
import { createIngest } from '../../ingest/index.ts';
import { openStore } from '../../store/index.ts';
import { crashingStore } from './crash/store.ts';
import { crashingTemporal } from './crash/temporal.ts';
import { doomedPoints } from './doomed.ts';
import type { Answer, Letter, Meeting } from './mortal.ts';

/** Takes in what the process that started it posts, and can be made to die after each of its writes. */
const points = doomedPoints();
const { mongo, temporal } = readConfiguration(process.env);
const ingest = createIngest({
  store: crashingStore(await openStore({ uri: mongo.uri ?? '', database: mongo.database }), points),
  temporal: crashingTemporal(await connectTemporal(temporal), points),
  clock: realClock,
  onError: (error) => process.stderr.write(`left to the sweep: ${String(error)}\n`),
});

async function take({ letter, message }: Letter): Promise<Answer> {
  try {
    await (isMeeting(message)
      ? points.in('meet', () => ingest.meet(message.meet, message.course))
      : points.in('ingest', () => ingest.take(message)));
    return { letter, acknowledged: true };
  } catch (error) {
    return { letter, acknowledged: false, because: String(error) };
  }
}

function isMeeting(message: unknown): message is Meeting {
  return typeof message === 'object' && message !== null && 'meet' in message;
}

process.on('message', (post: Partial<Letter>) => {
  const { letter, message } = post;
  if (letter !== undefined) void take({ letter, message }).then((answer) => process.send?.(answer));
});
process.send?.('ready');
