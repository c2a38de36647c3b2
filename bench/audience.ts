import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { compileWorkspace } from '../authoring/compile-workspace.ts';
import { startStack } from '../dev/stack.ts';
import type { Condition } from '../domain/condition/condition.ts';
import { searchAttributes } from '../domain/enrolment/identity.ts';
import { newProfile } from '../domain/profile/apply.ts';
import type { Profile } from '../domain/profile/profile.ts';
import type { Release } from '../domain/release/release.ts';
import { day } from '../domain/time/instant.ts';
import { encodeKeys } from '../store/encode.ts';
import { openStore, type Store } from '../store/index.ts';
import { comparablesOf } from '../store/user-layout.ts';
import { atLeast, printFigures } from './marks.ts';

/* How long it takes to count a segment of three clauses over many users, with and without the index that publishing makes. */

const usersAsked = 100_000;
/** Enough for a median; without an index a round takes ten seconds. */
const rounds = 3;
/** What the server takes in one go without holding up everybody else. */
const insertedAtOnce = 5_000;
const now = Date.UTC(2026, 2, 4, 12);
const database = 'usher_bench';

const files = {
  'workspace.yaml':
    'format: 1\nzone: UTC\nlocale: en\nsender: { name: Acme, address: hello@acme.test }\nbase_url: https://acme.test\n',
  'profile.yaml': 'traits: { country: { type: string } }\n',
  'segments.yaml':
    'eager: { traits.country: c7, context.device: mobile, did: { event: Clicked, times: { $gte: 2 }, within: 7d } }\n',
};

/** What was measured. */
export interface AudienceFigures {
  readonly users: number;
  /** How many of them are in the segment. */
  readonly found: number;
  readonly secondsToIndex: number;
  /** Medians. */
  readonly millisecondsWithout: number;
  readonly millisecondsWith: number;
}

/** Counts a segment of three clauses over so many users on an embedded server of its own. */
export async function measureAudience(users: number = usersAsked): Promise<AudienceFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'usher-bench-'));
  const stack = await startStack({ folder, searchAttributes });
  const store = await openStore({ uri: stack.mongo.uri, database });
  try {
    const release = await releaseToAsk();
    await fill(stack.mongo.uri, users, release);
    return await measure(store, release, users);
  } finally {
    await store.close();
    await stack.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function releaseToAsk(): Promise<Release> {
  const compiled = await compileWorkspace(new Map(Object.entries(files)));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.release;
}

/** As the store writes them, many at once. */
async function fill(uri: string, users: number, { content }: Release): Promise<void> {
  const client = await MongoClient.connect(uri);
  const collection = client.db(database).collection<{ _id: string }>('users');
  for (let first = 0; first < users; first += insertedAtOnce) {
    const some = Array.from({ length: Math.min(insertedAtOnce, users - first) }, (_, index) =>
      profileOf(first + index),
    );
    await collection.insertMany(
      some.map((profile) => {
        const stored = encodeKeys({ profile, arms: {}, comparable: comparablesOf(profile, content) });
        return { _id: profile.user, revision: 1, ...stored };
      }),
    );
  }
  await client.close();
}

/** One in 200 of a country, of whom two in three are mobile, of whom half have clicked twice this week. */
function profileOf(index: number): Profile {
  const recent = [now - (index % 2 === 0 ? day : 9 * day), now - (index % 2 === 0 ? 2 * day : 10 * day)];
  const counter = { count: 2, first: recent[1] ?? now, last: recent[0] ?? now, recent };
  return {
    ...newProfile(`user-${index}`),
    traits: { country: `c${Math.floor(index / 6) % 200}`, email: `user-${index}@acme.test` },
    context: { device: index % 3 === 0 ? 'desktop' : 'mobile' },
    events: { 'Signed Up': counter, Clicked: counter },
  };
}

async function measure(store: Store, release: Release, users: number): Promise<AudienceFigures> {
  const { eager } = release.content.segments;
  if (eager === undefined) throw new Error('there is no segment to count');
  const without = await counted(store, eager);
  const began = performance.now();
  await store.releases.publish(release, now);
  const secondsToIndex = Math.round((performance.now() - began) / 1_000);
  const indexed = await counted(store, eager);
  if (indexed.found !== without.found) throw new Error(`${indexed.found} with the index, ${without.found} without`);
  return {
    users,
    found: indexed.found,
    secondsToIndex,
    millisecondsWithout: without.milliseconds,
    millisecondsWith: indexed.milliseconds,
  };
}

async function counted({ audience }: Store, condition: Condition): Promise<{ found: number; milliseconds: number }> {
  const took: number[] = [];
  let found = 0;
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    found = await audience.count(condition, now);
    took.push(performance.now() - began);
  }
  return { found, milliseconds: Math.round(took.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? NaN) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const figures = await measureAudience();
  const ratio = Math.round(figures.millisecondsWithout / figures.millisecondsWith);
  printFigures({ ...figures }, [atLeast('times as fast with its index', ratio, 10)]);
}
