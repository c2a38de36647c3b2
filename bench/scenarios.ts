import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compileWorkspace } from '../authoring/compile-workspace.ts';
import { readFolder } from '../authoring/read-folder.ts';
import type { UserEvent } from '../domain/profile/event.ts';
import type { Release } from '../domain/release/release.ts';
import { simulate } from '../domain/simulation/simulate.ts';
import { readMessage } from '../ingest/message.ts';
import { atLeast, printFigures } from './marks.ts';

/*
 * The example workspace and the 300 users of its sample, on the pure core: whole stories, one after the other.
 * Counted is what this process takes of a processor, its collector's and compiler's threads included: a second of that
 * is a second of one core, whatever else the machine is busy with.
 */

const workspace = fileURLToPath(new URL('../journeys', import.meta.url));
/** Enough for a median. */
const rounds = 7;
/** Each round takes at least so much of a core (ms); the first warms up. */
const roundLasts = 500;

async function compiled(): Promise<Release> {
  const result = await compileWorkspace(await readFolder(workspace));
  if (result.ok) return result.release;
  throw new Error(JSON.stringify(result.problems));
}

/** Every user's events, each once, as ingest understands them. */
async function stories(): Promise<readonly (readonly [user: string, events: readonly UserEvent[]])[]> {
  const lines = (await readFile(`${workspace}/sample/events.ndjson`, 'utf8')).trim().split('\n');
  const known = new Set<string>();
  const users = new Map<string, UserEvent[]>();
  for (const line of lines) {
    const raw = JSON.parse(line) as { readonly sentAt: string };
    const { event } = readMessage(raw, Date.parse(raw.sentAt));
    if (known.has(event.messageId)) continue;
    known.add(event.messageId);
    users.set(event.user, [...(users.get(event.user) ?? []), event]);
  }
  return [...users];
}

interface Told {
  readonly perSecond: number;
  /** Of all users once: that the rounds did what they measure. */
  readonly nudges: number;
  readonly visits: number;
}

/** Milliseconds of one core that this process has taken. */
function coreTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function round(release: Release, users: Awaited<ReturnType<typeof stories>>): Told {
  const start = coreTime();
  let played = 0;
  let nudges = 0;
  let visits = 0;
  while (coreTime() - start < roundLasts) {
    nudges = 0;
    visits = 0;
    for (const [user, events] of users) {
      const story = simulate({ release, user, events });
      nudges += story.nudges.length;
      visits += Object.keys(story.user.visits).length;
    }
    played += users.length;
  }
  return { perSecond: (played / (coreTime() - start)) * 1_000, nudges, visits };
}

const release = await compiled();
const users = await stories();
round(release, users);
const told = Array.from({ length: rounds }, () => round(release, users));
const [{ nudges, visits } = { nudges: 0, visits: 0 }] = told;
const speeds = told.map(({ perSecond }) => Math.round(perSecond)).sort((a, b) => a - b);
const median = speeds[Math.floor(rounds / 2)] ?? NaN;
if (nudges === 0) throw new Error('The sample led to no nudge: nothing was measured.');
const eventsPerUser = Math.round(users.reduce((sum, [, events]) => sum + events.length, 0) / users.length);
printFigures({ users: users.length, eventsPerUser, journeysEntered: visits, nudges, rounds, fastest: speeds.at(-1) }, [
  atLeast('scenario users per second of one core', median, 2_000),
]);
