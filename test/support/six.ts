import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileFolder } from '../../cli/compile.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import type { Release } from '../../domain/release/release.ts';
import { day, type Milliseconds } from '../../domain/time/instant.ts';
import { readMessage } from '../../ingest/message.ts';

/** The example workspace. */
export const example = fileURLToPath(new URL('../../journeys', import.meta.url));

/** The people of the sample to follow. */
export const six: readonly string[] = ['ada', 'bo', 'chen', 'dee', 'eve', 'finley'];

/** How long after their first event to look at them: while they are under way, and when nothing more comes of it. */
export const looks: readonly Milliseconds[] = [5 * day, 25 * day];

/** Its release. */
export async function exampleRelease(): Promise<Release> {
  const compiled = await compileFolder(example);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.release;
}

interface SampleMessage {
  readonly userId: string;
  readonly sentAt: string;
}

const sample = readFileSync(`${example}/sample/events.ndjson`, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as SampleMessage);

/** A user's messages of the sample, as ingest understands them. */
export function sampleEventsOf(user: string): readonly UserEvent[] {
  return sample
    .filter(({ userId }) => userId === user)
    .map((message) => readMessage(message, Date.parse(message.sentAt)).event);
}

/** The sample's events as ingest understands them, by user. */
export function sampleEvents(): ReadonlyMap<string, readonly UserEvent[]> {
  const users = new Map<string, UserEvent[]>();
  for (const message of sample) {
    const { event } = readMessage(message, Date.parse(message.sentAt));
    users.set(event.user, [...(users.get(event.user) ?? []), event]);
  }
  return users;
}
