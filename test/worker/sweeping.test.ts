import { pino } from 'pino';
import type { Swept } from '../../ingest/sweep.ts';
import { startSweeping } from '../../worker/sweeping.ts';

describe('sweeping that is stopped', () => {
  it('tells the sweep under way, which ends at its next step', async () => {
    const nothing: Swept = { events: 0, intents: 0, tidied: 0, joined: 0 };
    let goOn: () => void = () => undefined;
    const step = new Promise<void>((resolve) => (goOn = resolve));
    const asked: boolean[] = [];
    const sweep = async (_?: number, isStopped: () => boolean = () => false): Promise<Swept> => {
      asked.push(isStopped());
      await step;
      asked.push(isStopped());
      return nothing;
    };
    const log = pino({ level: 'silent' });
    const stop = startSweeping({ ingest: { sweep }, log, onSwept: () => undefined, every: undefined });
    const stopped = stop();
    goOn();
    await stopped;
    expect(asked).toEqual([false, true]);
  });
});
