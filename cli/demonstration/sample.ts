import { readFile } from 'node:fs/promises';
import { day, type Instant } from '../../domain/time/instant.ts';

/** One message of a sample, and when it reaches us on the demonstration's clock. */
export interface SampleMessage {
  readonly messageId: string;
  readonly user: string;
  readonly name: string | null;
  readonly timestamp: Instant;
  readonly arrival: Instant;
  readonly message: unknown;
}

/** Reads a sample: NDJSON in Segment's format, in the order of `sentAt`. */
export async function readSample(file: string): Promise<readonly SampleMessage[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const message = JSON.parse(line) as Line;
    const { messageId, userId: user, event: name = null, timestamp, sentAt } = message;
    return { messageId, user, name, timestamp: Date.parse(timestamp), arrival: Date.parse(sentAt), message };
  });
}

interface Line {
  readonly messageId: string;
  readonly userId: string;
  readonly event?: string;
  readonly timestamp: string;
  readonly sentAt: string;
}

/** Which day of the sample an instant is in, from 1. */
export function dayOf(sample: readonly SampleMessage[], instant: Instant): number {
  const origin = sample[0]?.arrival ?? instant;
  return Math.floor((instant - origin) / day) + 1;
}

/** How many days the sample has. */
export function daysIn(sample: readonly SampleMessage[]): number {
  return dayOf(sample, sample.at(-1)?.arrival ?? 0);
}
