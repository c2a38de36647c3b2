import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { decide } from '../../domain/enrolment/decide.ts';
import { nothingHeard } from '../../domain/journey/background.ts';
import { openLive } from '../../domain/pacing/live.ts';
import { openPolicy, type Cap } from '../../domain/pacing/policy.ts';
import { day, hour, type Instant } from '../../domain/time/instant.ts';
import { realClock } from '../../domain/time/clock.ts';
import { createIngest } from '../../ingest/index.ts';
import { setClock } from '../support/clock.ts';
import { identify, monday, track } from '../support/event.ts';
import { onEvent, programOf } from '../support/program.ts';
import { mailOf, releaseOf } from '../support/release.ts';
import { freshName } from '../support/stack.ts';
import { delay, send } from '../support/steps.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';

const processes = 8;
const each = 25;
/** Every journey is led by five processes at once, each of which leads 25. */
const apart = 5;
const caps: readonly Cap[] = [
  { id: 'mail-day', of: { channel: 'email' }, max: 3, per: { kind: 'calendar', unit: 'day' } },
  { id: 'tips-hour', of: { tag: 'tips' }, max: 1, per: { kind: 'calendar', unit: 'hour' } },
  { id: 'all-week', of: {}, max: 8, per: { kind: 'rolling', length: 7 * day } },
];
const policy = { ...openPolicy, caps, consent: { ...openPolicy.consent, modes: { ...openPolicy.consent.modes, email: 'always' } } } as const; // prettier-ignore
const names = Array.from({ length: processes * apart }, (_, index) => `j${index}`);
const isTip = (name: string): boolean => Number(name.slice(1)) % 2 === 0;

interface Sent {
  readonly at: Instant;
  readonly template: string;
}

interface Told {
  readonly accepted: readonly Sent[];
  readonly lost: number;
  readonly held: number;
}

let kept: TestStore;
const children: ChildProcess[] = [];
beforeAll(async () => {
  kept = await openTestStore();
});
afterAll(async () => {
  for (const child of children) child.kill();
  await kept.close();
});

/** One user at the beginning of so many journeys, each of which is about to send a mail of its own. */
async function somebody(): Promise<{ user: string; release: string }> {
  const enrol = [onEvent('Signed Up')];
  const programs = names.map((journey) => programOf([send(journey, { next: 1 }), delay(900 * day)], { journey, enrol }));
  const templates = Object.fromEntries(names.map((name) => [name, { ...mailOf(name), tags: isTip(name) ? ['tips'] : [] }])); // prettier-ignore
  const release = releaseOf(programs, { templates, policy });
  await kept.store.releases.publish(release, monday);
  const user = freshName('bo');
  const ingest = createIngest({ store: kept.store, temporal: absentTemporal, clock: setClock(monday), onError: () => {} }); // prettier-ignore
  await ingest.take(identify(user, { email: `${user}@acme.test`, timezone: 'Asia/Kolkata' }, { at: monday }));
  await ingest.take(track(user, 'Signed Up', { at: monday }));
  await ingest.close();
  const entered = await kept.store.users.read(user);
  const moment = { clock: realClock, now: monday, real: monday };
  const deciding = programs.reduce((before, program) => {
    const question = { course: program.journey, visit: 1, number: 0, state: null };
    const answer = decide(before, question, { release, program, heard: nothingHeard, ...openLive, moment });
    return answer.kind === 'taken' ? answer.user : before;
  }, entered);
  await kept.store.users.write(deciding, Date.now());
  return { user, release: release.id };
} // prettier-ignore

function start(parameters: readonly string[]): ChildProcess {
  const { uri, database } = kept.stack.mongo;
  const child = fork(fileURLToPath(new URL('deliveries.fixture.ts', import.meta.url)), parameters, {
    env: { ...process.env, MONGODB_URI: uri, MONGODB_DATABASE: database },
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  return child;
}

async function tells<Message>(child: ChildProcess): Promise<Message> {
  const [message] = (await once(child, 'message')) as [Message];
  return message;
}

/** All of them lead all their journeys, at one instant. */
async function all(workers: readonly ChildProcess[], now: Instant): Promise<readonly Told[]> {
  const told = workers.map((child) => tells<Told>(child));
  for (const child of workers) child.send(now);
  return Promise.all(told);
}

/** The cap's windows that are overfull, by counting. */
function violations(log: readonly Sent[], { id, of, max, per }: Cap): readonly string[] {
  const counted = log.filter(({ template }) => of.tag === undefined || isTip(template));
  const unit = per.kind === 'calendar' && per.unit === 'hour' ? hour : day;
  // India is 5:30 ahead of UTC, all year.
  const local = (at: Instant): number => Math.floor((at + 5.5 * hour) / unit);
  const inWindow = ({ at }: Sent): number =>
    counted.filter((other) =>
      per.kind === 'rolling' ? other.at <= at && other.at > at - per.length : local(other.at) === local(at),
    ).length;
  return counted.filter((sent) => inWindow(sent) > max).map(({ at }) => `${id} at ${new Date(at).toISOString()}`);
}

describe('caps', () => {
  it('hold for one user with 25 deliveries at once in each of eight processes, and no room is wasted', async () => {
    const { user, release } = await somebody();
    const workers = Array.from({ length: processes }, (_, index) => {
      const own = Array.from({ length: each }, (__, nth) => names[(index * apart + nth) % names.length]);
      return start([user, release, own.join(',')]);
    });
    await Promise.all(workers.map((child) => tells(child)));
    const log: Sent[] = [];
    const counts: number[] = [];
    // The second time few of them, who have to wait less for each other.
    for (const [after, awake] of [
      [0, workers],
      [day, workers.slice(0, 2)],
    ] as const) {
      const told = await all(awake, monday + after);
      const accepted = told.flatMap((each) => each.accepted);
      counts.push(accepted.length);
      log.push(...accepted);
    }
    expect(caps.flatMap((cap) => violations(log, cap))).toEqual([]);
    expect(new Set(log.map(({ template }) => template)).size).toBe(log.length);
    expect(counts).toEqual([3, 3]);
  }, 600_000);
});
