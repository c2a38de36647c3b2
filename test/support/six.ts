import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileFolder } from '../../cli/compile.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import type { Release } from '../../domain/release/release.ts';
import { day, type Milliseconds } from '../../domain/time/instant.ts';
import { readMessage } from '../../ingest/message.ts';

const example = fileURLToPath(new URL('../../journeys', import.meta.url));

/** The people of the sample to follow. */
export const six: readonly string[] = ['ada', 'bo', 'chen', 'dee', 'eve', 'finley'];

/** How long after their first event to look at them: while they are under way, and when nothing more comes of it. */
export const looks: readonly Milliseconds[] = [5 * day, 25 * day];

/** The example workspace. */
export async function exampleRelease(): Promise<Release> {
  const compiled = await compileFolder(example);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.release;
}

/** A user's messages of the sample, as ingest understands them. */
export function sampleEventsOf(user: string): readonly UserEvent[] {
  const file = readFileSync(`${example}/sample/events.ndjson`, 'utf8');
  const messages = file.trim().split('\n').map((line) => JSON.parse(line) as { readonly sentAt: string }); // prettier-ignore
  return messages
    .map((message) => readMessage(message, Date.parse(message.sentAt)).event)
    .filter((event) => event.user === user);
}
