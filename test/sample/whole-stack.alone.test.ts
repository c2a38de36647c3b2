import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { startStack, type Stack } from '../../dev/stack.ts';
import { searchAttributes } from '../../domain/enrolment/identity.ts';
import type { TrailEntry } from '../../domain/journey/state.ts';
import { openStore, type Store } from '../../store/index.ts';
import type { NudgeRecord } from '../../store/nudges.ts';
import type { Nudge } from './enrolment.ts';
import { expectation, type Expectation } from './model.ts';
import { sorted } from './sorted.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const events = join(root, 'journeys/sample/events.ndjson');
/** What a machine has no time for comes again at once, as of the same instant. */
const tooSlow = ['a minute of trying was not enough', 'too little was left of its lease to send it'];
const ends = ['converted', 'finished', 'left'];

/** Plays the whole sample as `npm start -- --exit --json` does and gives the totals it prints. */
async function playSample(folder: string): Promise<Record<string, unknown>> {
  const env = { ...process.env, USHER_FOLDER: folder };
  const child = spawn(process.execPath, ['cli/usher.mjs', 'start', '--exit', '--json'], { cwd: root, env });
  const [printed, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const lines = printed.trim().split('\n');
  if (lines.length !== 1 || printed === '') throw new Error(complaints);
  return JSON.parse(printed) as Record<string, unknown>;
}

describe('the whole sample through the whole stack', () => {
  let folder: string;
  let totals: Record<string, unknown>;
  let expected: Expectation;
  let stack: Stack;
  let store: Store;
  const opened: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'usher-sample-'));
    expected = expectation(await readFile(events, 'utf8'));
    totals = await playSample(folder);
    stack = await startStack({ folder, searchAttributes });
    opened.push(() => stack.stop());
    store = await openStore({ uri: stack.mongo.uri, database: 'usher' });
    opened.push(() => store.close());
  }, 1_200_000);

  afterAll(async () => {
    for (const close of opened.reverse()) await close();
    await rm(folder, { recursive: true, force: true });
  });

  it('prints the totals that the model expects', () => {
    const { events: lines, unique, duplicates, late, irrelevant, users, entered, converted, finished, left } = expected;
    expect(totals).toMatchObject({
      events: lines,
      stored: unique,
      duplicate: duplicates,
      late,
      irrelevant,
      users,
      entered: Object.values(entered).reduce((sum, count) => sum + count, 0),
      converted,
      finished,
      left,
      sent: expected.sent.total,
      skipped: expected.skipped,
      held: { ...expected.held, other: 0 },
      failed: 0,
    });
  });

  it('meets no provider that refuses for now', async () => {
    const users = [...new Set(expected.outcomes.map(({ user }) => user))];
    const told = (await Promise.all(users.map((user) => store.trail.of(user)))).flat();
    const isRefusal = ({ what, because }: TrailEntry): boolean =>
      what === 'refused for now' && !because.some((words) => tooSlow.includes(words));
    const refused = told.flatMap(({ user, entries }) => entries.filter(isRefusal).map((entry) => ({ user, ...entry })));
    expect(refused).toEqual([]);
  });

  it('sends every user the nudges that the model expects, in the language and at the instant it expects', async () => {
    for (const user of new Set(expected.outcomes.map((outcome) => outcome.user))) {
      const sent = (await store.nudges.of(user)).map(nudgeOf);
      const wanted = expected.nudges.filter((nudge) => nudge.user === user).map(nudgeOf);
      expect({ user, sent: sorted(sent) }).toEqual({ user, sent: sorted(wanted) });
    }
  });

  it('ends every enrolment as and when the model expects', async () => {
    for (const user of new Set(expected.outcomes.map((outcome) => outcome.user))) {
      const told = (await store.trail.of(user)).flatMap(({ journey, entries }) =>
        entries.map((entry) => ({ journey, ...entry })),
      );
      const ended = told
        .filter(({ what }) => ends.includes(what))
        .map(({ journey, what, at }) => ({ journey, status: what, at }));
      const wanted = expected.outcomes.filter((outcome) => outcome.user === user);
      expect({ user, ended: sorted(ended) }).toEqual({
        user,
        ended: sorted(wanted.map(({ journey, status, at }) => ({ journey, status, at }))),
      });
    }
  });

  it('remembers who was held out, and whether they converted all the same', async () => {
    for (const { user, journey, at, converted } of expected.heldOut) {
      const { heldOut } = await store.users.read(user);
      expect({ user, heldOut }).toMatchObject({ user, heldOut: { [journey]: { at, converted } } });
    }
  });

  it('keeps every mail in the inbox, and every other message for the app', async () => {
    expect(stack.inbox).not.toBeNull();
    const users = [...new Set(expected.nudges.map(({ user }) => user))];
    const nudges = await Promise.all(users.map((user) => store.nudges.of(user)));
    const mails = (await stack.inbox?.messages()) ?? [];
    // A machine that stands still for seconds breaks connections off: those mails may come twice, under one id.
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(expected.sent.channels.email!);
    expect(mails.length - expected.sent.channels.email!).toBeLessThanOrEqual(inDoubt(nudges.flat()));
    const messages = await Promise.all(users.map((user) => store.messages.of(user, { limit: 100 })));
    expect(messages.flat()).toHaveLength(expected.sent.channels['in-app']!);
  });
});

/** How many attempts may have gone out besides the one that is known. */
function inDoubt(nudges: readonly NudgeRecord[]): number {
  return nudges.reduce((sum, { maybeTwice, attempts }) => sum + (maybeTwice ? attempts - 1 : 0), 0);
}

/** What a nudge of the model and one of the store have in common. */
function nudgeOf({ journey, step, template, channel, locale, at }: Pick<NudgeRecord, keyof Nudge>): object {
  return { journey, step, template, channel, locale, at };
}
