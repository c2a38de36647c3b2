import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replay, type Fate, type Past } from '../../cli/policy/replay.ts';
import { testPolicy } from '../../cli/policy/test-policy.ts';
import { newUser, type User } from '../../domain/enrolment/user.ts';
import type { Policy } from '../../domain/pacing/policy.ts';
import type { Consents } from '../../domain/profile/consent.ts';
import { day, hour, minute, type Instant } from '../../domain/time/instant.ts';
import type { NudgeRecord } from '../../store/nudges.ts';
import { createIngest } from '../../ingest/index.ts';
import { setClock } from '../support/clock.ts';
import { absentTemporal } from '../support/temporal.ts';
import { environmentOf, usher, type Ended } from '../support/command.ts';
import { identify, monday, track, type SegmentMessage } from '../support/event.ts';
import { hoursOf, policyOf, templateOf } from '../support/pacing.ts';
import { programOf } from '../support/program.ts';
import { releaseOf } from '../support/release.ts';
import { freshName } from '../support/stack.ts';
import { send } from '../support/steps.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { writeWorkspace } from '../support/workspace-folder.ts';

type Sent = readonly [template: string, at: Instant, other?: Parameters<typeof templateOf>[1]];

function somebody(consent: Consents): User {
  const user = newUser('bo');
  return { ...user, profile: { ...user.profile, consent } };
}

/** What a policy would have made of these mails to bo in UTC, from Monday 09:00 to Thursday 09:00. */
function replayed(
  sent: readonly Sent[],
  rules: Partial<Policy>,
  { consent = {}, isAsked = false }: { readonly consent?: Consents; readonly isAsked?: boolean } = {},
): readonly Fate[] {
  const past = sent.map(([name, at, other], index): Past => {
    const nudge = { key: `test/bo/1/${name}/${index}`, course: 'test', visit: 1, step: name, template: templateOf(name, other) }; // prettier-ignore
    return { nudge, at, isAsked, isHeard: true };
  });
  return replay(past, {
    user: somebody(consent),
    policy: policyOf(rules),
    zone: 'UTC',
    from: monday,
    until: monday + 3 * day,
  });
}

const kinds = (fates: readonly Fate[]): readonly string[] => fates.map(({ template, kind }) => `${template} ${kind}`);
const daily: Partial<Policy> = {
  caps: [{ id: 'mail-day', of: {}, max: 1, per: { kind: 'calendar', unit: 'day' } }],
};

const optIn: Partial<Policy> = {
  consent: { modes: { email: 'opt-in', 'in-app': 'always', webhook: 'always' }, categories: [] },
};

describe('a policy that is tried on what was sent', () => {
  it('counts what it holds as sent when the hold ends, where it takes the room of what came later', () => {
    const sent: readonly Sent[] = [['a', monday], ['b', monday + hour], ['c', monday + day]]; // prettier-ignore
    const fates = replayed(sent, daily);
    expect(kinds(fates)).toEqual(['a sent', 'b held', 'c held']);
    expect([...fates[2]!.held]).toEqual(['mail-day: 1 of 1 a day used by b at 00:00']);
  });

  it('tells what would still be held', () => {
    const sent = ['a', 'b', 'c', 'd', 'e'].map((name, index): Sent => [name, monday + index * minute]);
    expect([...kinds(replayed(sent, daily))].sort()).toEqual(['a sent', 'b held', 'c held', 'd held', 'e waiting']);
  });

  it('lets what is more important go first of what was held', () => {
    const sent: readonly Sent[] = [['a', monday], ['b', monday + hour], ['c', monday + 2 * hour, { tags: ['trial'] }]]; // prettier-ignore
    const [, next, last] = replayed(sent, { ...daily, priority: ['trial'] });
    expect([next?.template, last?.template]).toEqual(['c', 'b']);
  });

  it('counts what was sent before, without asking about it', () => {
    const quiet = [hoursOf({ from: 21 * 60, to: 9 * 60 })];
    const fates = replayed([['early', monday - 8 * hour], ['a', monday]], { ...daily, quiet }); // prettier-ignore
    expect(kinds(fates)).toEqual(['a held']);
    expect([...fates[0]!.held]).toEqual(['mail-day: 1 of 1 a day used by early at 01:00', 'quiet hours 21:00–09:00']);
  });

  it('leaves out what the user has said only since', () => {
    const consent = { '*/*': { says: 'out', at: monday + hour } } as const;
    const fates = replayed([['a', monday], ['b', monday + 2 * hour]], {}, { consent }); // prettier-ignore
    expect(kinds(fates)).toEqual(['a sent', 'b skipped']);
    expect(fates[1]?.skipped).toEqual(['unsubscribed from onboarding by email']);
  });

  it.each([
    { now: { says: 'out', at: monday + hour }, then: ['sent', 'skipped'], of: 'a No only since' },
    { now: { says: 'in', at: monday + hour }, then: ['sent', 'skipped'], of: 'a Yes only since' },
    { now: { says: 'in', at: monday + hour, out: monday - hour }, then: ['sent', 'sent'], of: 'a No before, and a Yes that is told of once more since' },
    { now: { says: 'out', at: monday - minute }, then: ['skipped', 'skipped'], of: 'a No before that was told only after' },
    { now: { says: 'out', at: monday + hour, confirmed: monday - hour }, then: ['sent', 'sent'], of: 'a Yes before' },
  ] as const)('under opt-in knows $of: $then, where users were asked first and where not', ({ now, then }) => {
    const fates = [true, false].flatMap((isAsked) => replayed([['a', monday]], optIn, { consent: { '*/*': now }, isAsked })); // prettier-ignore
    expect(fates.map(({ kind }) => kind)).toEqual(then);
  }); // prettier-ignore

  it('asks nothing of a transactional nudge', () => {
    expect(kinds(replayed([['a', monday], ['b', monday, { transactional: true }]], daily))).toEqual(['a sent', 'b sent']); // prettier-ignore
  });
});

let kept: TestStore;
let folder: string;

beforeAll(async () => {
  kept = await openTestStore();
  folder = await mkdtemp(join(tmpdir(), 'usher-policy-'));
});
afterAll(async () => {
  await kept.close();
  await rm(folder, { recursive: true, force: true });
});

let written = 0;
async function wasSent(user: string, at: Instant, other: Partial<NudgeRecord> = {}): Promise<void> {
  const journey = other.journey ?? 'onboarding';
  const key = `${journey}/${user}/1/welcome/${written++}`;
  const about = { key, user, journey, visit: 1, release: 'gone', step: 'welcome', template: 'welcome', at } as const;
  const rest = { channel: 'email', locale: 'en', status: 'sent', attempts: 1, maybeTwice: false, because: '' } as const;
  await kept.store.nudges.record({ ...about, ...rest, ...other });
}

const run = (...args: readonly string[]): Promise<Ended> =>
  usher(['policy', 'test', ...args], environmentOf(kept.stack, freshName('queue')));

describe('usher policy test', () => {
  it('says what would have been held and dropped, by rule and by template, of the days it is asked for', async () => {
    const policy = `caps: [{ id: mail-3d, channel: email, max: 1, per: 3d }]\ngap: 2h\n`;
    const dir = await writeWorkspace(join(folder, 'good'), { 'policy.yaml': policy });
    const now = Date.now();
    expect(await run(dir)).toMatchObject({ code: 0, stdout: 'Nothing was sent in the last 30 days\n' });
    for (const ago of [20 * day, 20 * day - hour, 10 * day, day]) await wasSent('bo', now - ago);
    await wasSent('bo', now - hour, { template: 'nobody-knows' });
    await wasSent('chen', now - 40 * day);
    await wasSent('dee', now - day, { status: 'failed' });
    const { code, stdout, stderr } = await run(dir);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`4 nudges to 1 user in the last 30 days
  as they went out                      3   75.0 %
  held, and sent later                  1   25.0 %
  held to this day                      0    0.0 %
  dropped                               0    0.0 %
  not asked, their template is gone: 1

By rule                              held  dropped
gap 2 h                                 1        0
mail-3d                                 1        0

By template                          held  dropped
welcome                                 1        0

A nudge that is held counts as sent when its hold ends. usher policy test --help says what is not known.
`);
    const told = JSON.parse((await run(dir, '--days', '15', '--json')).stdout) as unknown;
    expect(told).toMatchObject({ days: 15, users: 1, nudges: 2, sent: 2, held: 0, unknown: 1, rules: {} });
  });

  it('refuses a workspace with problems, and days that are none', async () => {
    const dir = await writeWorkspace(join(folder, 'bad'), { 'policy.yaml': 'gap: soon\n' });
    const { code, stderr } = await run(dir);
    expect({ code, problem: stderr.split('\n')[0] }).toMatchObject({ code: 2, problem: expect.stringContaining('policy.yaml:1:6 VALUE_INVALID') as string }); // prettier-ignore
    expect(await run(dir, '--days', '0')).toMatchObject({ code: 2, stderr: expect.stringContaining('expected a whole number of days from 1 to 400') as string }); // prettier-ignore
  });

  it('counts what one person was sent under several ids together, once', async () => {
    const [device, known, begun] = ['anonymous:device-of-fay', 'fay', monday - 30 * day];
    const ingest = createIngest({ store: kept.store, temporal: absentTemporal, clock: setClock(monday), onError: () => {} });
    const seen = (event: SegmentMessage): SegmentMessage => ({ ...event, anonymousId: 'device-of-fay' });
    await ingest.take({ ...seen(track('fay', 'Opened', { at: monday })), userId: null });
    await ingest.take(seen(identify('fay', { email: 'fay@acme.test' }, { at: monday })));
    await ingest.settled();
    await ingest.sweep();
    await ingest.close();
    expect((await kept.store.users.read(device)).id).toBe(known);
    for (const [user, at] of [[device, begun], [known, begun + minute]] as const) await wasSent(user, at, { template: 'hello-fay' }); // prettier-ignore
    const content = { ...releaseOf([programOf([send('hello-fay')])]).content, policy: policyOf({ gap: hour }) };
    const span = { from: begun, until: begun + day };
    const tested = await testPolicy({ store: kept.store, content, ...span, onProgress: () => {} });
    expect(tested).toMatchObject({ users: 1, nudges: 2, held: 1 });
  }); // prettier-ignore

  it('takes a template that the workspace has no more from the release of the nudge', async () => {
    const older = releaseOf([programOf([send('old-hello')])]);
    await kept.store.releases.publish(older, monday);
    const sent = { template: 'old-hello', release: older.id };
    for (const at of [monday, monday + minute]) await wasSent('eve', at, sent);
    const content = { ...releaseOf([]).content, policy: policyOf({ gap: hour }) };
    const span = { from: monday, until: monday + day };
    const tested = await testPolicy({ store: kept.store, content, ...span, onProgress: () => {} });
    expect(tested).toMatchObject({ users: 1, nudges: 2, held: 1, templates: { 'old-hello': { nudges: 2, held: 1 } } });
  });
});

describe('what was sent in a span of time', () => {
  it('is given user by user, each one whole, in pages', async () => {
    const from = monday - 100 * day;
    const until = from + day;
    const times = [['u1', 0], ['u1', 2], ['u2', 1], ['u3', 3], ['u3', 0], ['u3', 1], ['u4', 5]] as const; // prettier-ignore
    for (const [user, hours] of times) await wasSent(user, from + hours * hour);
    for (const at of [from - 1, until]) await wasSent('u1', at);
    await wasSent('u2', from, { status: 'failed' });
    const pages: string[][] = [];
    for (let after = ''; ;) {
      const page = await kept.store.nudges.sentFrom(after, { from, until }, 2);
      if (page.length === 0) break;
      pages.push(page.map(({ user, at }) => `${user} ${(at - from) / hour}`));
      after = page.at(-1)!.user;
    }
    expect(pages).toEqual([['u1 0', 'u1 2'], ['u2 1'], ['u3 0', 'u3 1', 'u3 3'], ['u4 5']]);
  });
});
