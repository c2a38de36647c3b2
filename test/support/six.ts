import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { UserEvent } from '../../domain/profile/event.ts';
import { readMessage } from '../../ingest/message.ts';

/** The example's workspace. */
export const example = fileURLToPath(new URL('../../journeys', import.meta.url));

/** Those of the sample whom one can follow: each meets something of their own. */
export const six = ['ada', 'bo', 'chen', 'dee', 'eve', 'finley'];

interface SampleMessage {
  readonly userId: string;
  readonly sentAt: string;
}

const sample = readFileSync(`${example}/sample/events.ndjson`, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as SampleMessage);

/** A user's messages in the sample, as ingest understands them. */
export function sampleEvents(user: string): readonly UserEvent[] {
  return sample
    .filter(({ userId }) => userId === user)
    .map((message) => readMessage(message, Date.parse(message.sentAt)).event);
}
