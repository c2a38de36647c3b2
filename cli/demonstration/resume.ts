import { day, type Instant } from '../../domain/time/instant.ts';
import { count, emptyTally, type Tally } from '../tally.ts';
import type { SampleMessage } from './sample.ts';

/** Where a demonstration goes on: what is still to be played, and the tally of what was. */
export interface Resumption {
  readonly left: readonly SampleMessage[];
  readonly tally: Tally;
}

export interface Resuming {
  readonly sample: readonly SampleMessage[];
  /** Ids of the messages that are stored. */
  readonly stored: ReadonlySet<string>;
  readonly now: Instant;
  readonly relevant: ReadonlySet<string>;
}

/** What was stored before is not played again; it is counted as the run before has counted it. */
export function resume({ sample, stored, now, relevant }: Resuming): Resumption {
  const left: SampleMessage[] = [];
  const seen = new Set<string>();
  let tally = emptyTally;
  for (const message of sample) {
    const again = seen.has(message.messageId);
    seen.add(message.messageId);
    // A repeat leaves no trace: it counts as played when the clock has passed it.
    if (!stored.has(message.messageId) || (again && message.arrival > now)) {
      left.push(message);
      continue;
    }
    const status = again ? 'duplicate' : 'stored';
    const late = !again && message.arrival - message.timestamp > day;
    const unknown = { entered: [], woke: [], joined: [], undeclared: [] };
    tally = count(tally, { status, late, name: message.name, ...unknown }, relevant);
  }
  return { left, tally };
}
