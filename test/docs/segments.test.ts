import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compileFolder } from '../../cli/compile.ts';
import { newUser } from '../../domain/enrolment/user.ts';
import { rederived } from '../../domain/profile/derive.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { Release } from '../../domain/release/release.ts';
import { day, hour } from '../../domain/time/instant.ts';
import { environmentOf, usher } from '../support/command.ts';
import { eventOf } from '../support/event.ts';
import { factsOf, type Known } from '../support/facts.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { blocksOf, readDocument } from './documents.ts';

const blocks = blocksOf(readDocument('docs/growth.md'));
/** What is shown to be said is under a name of its own, since it tells of these people. */
const named = /^(segment|validate --audience|decide)/;
const commands = blocks.flatMap(({ language, text, line }, index) => {
  const next = blocks[index + 1];
  return language === 'sh' && named.test(next?.about ?? '') ? [{ line, command: text.trim(), says: next?.text ?? '' }] : []; // prettier-ignore
});

const now = Date.now();
const since = (days: number): string => new Date(now - days * day - hour).toISOString();
const reads = (...days: readonly number[]): NonNullable<Known['events']> => ({ 'Article Read': days.map((each) => now - each * day) }); // prettier-ignore

const people: Readonly<Record<string, Known>> = {
  ada: { traits: { plan: 'team', signedUpAt: since(90) }, events: reads(1, 3, 8) },
  bo: { traits: { plan: 'enterprise', signedUpAt: since(60) }, events: reads(2, 45) },
  chen: { traits: { plan: 'team', signedUpAt: since(3) }, events: reads(1, 2), context: { campaign: 'spring' } },
  dee: { traits: { plan: 'free', signedUpAt: since(2) } },
  eve: { traits: { plan: 'free', signedUpAt: since(200) }, events: reads(1, 2, 3, 4) },
};

let kept: TestStore;
let folder: string;

beforeAll(async () => {
  kept = await openTestStore();
  folder = await mkdtemp(join(tmpdir(), 'usher-segments-'));
  for (const { about, text } of blocks.filter((block) => block.about.startsWith('my-workspace/'))) {
    await mkdir(dirname(join(folder, about)), { recursive: true });
    await writeFile(join(folder, about), text);
  }
  const compiled = await compileFolder(join(folder, 'my-workspace'));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const { release } = compiled;
  await kept.store.releases.publish(release, now);
  for (const [id, known] of Object.entries(people)) {
    await kept.store.users.write(
      { ...newUser(id), profile: profileOf(id, known, release), declaredBy: release.id },
      now,
    );
  }
});
afterAll(async () => {
  await kept.close();
  await rm(folder, { recursive: true, force: true });
});

/** With what is derived from the user's events. */
function profileOf(id: string, known: Known, { content }: Release): Profile {
  const { profile } = factsOf(known);
  const events = Object.entries(known.events ?? {}).flatMap(([name, instants]) =>
    instants.map((at) => eventOf(id, name, { at, properties: { topic: 'gardens' } })),
  );
  return rederived({ ...profile, firstSeen: now - 365 * day }, events, content);
}

/** The time at which it is asked, and what a release is called, are others each time. */
function lasting(words: string): string {
  const timeless = words.replace(/\b[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2} \d{2}:\d{2}\b/g, 'now');
  return timeless.replace(/\b[0-9a-f]{7}(?=: \d+ journey| ·|$)/gm, 'release').replace(/^(\d+ users, now) +/gm, '$1 ');
}

describe('the chapters on segments, facts and slots in docs/growth.md', () => {
  it.each(commands)('says at line $line what it shows: $command', async ({ command, says }) => {
    const args = command.split(' ').slice(2).map((arg) => (arg === 'my-workspace' ? join(folder, arg) : arg)); // prettier-ignore
    const { code, stdout, stderr } = await usher(args, environmentOf(kept.stack, freshName('queue')));
    expect({ code, says: lasting(stderr + stdout) }).toEqual({ code: 0, says: lasting(says) });
  });

  it('shows every command that it is about', () => expect(commands).toHaveLength(8));
});
