import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from '../../domain/configuration/schema.ts';
import { workflowId } from '../../domain/enrolment/identity.ts';
import { day } from '../../domain/time/instant.ts';
import { realClock } from '../../domain/time/clock.ts';
import { createDecide } from '../../activities/decide.ts';
import { pino } from 'pino';
import { connectTemporal, type TemporalClient } from '../../ingest/connect.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import { track } from '../support/event.ts';
import { done, programOf } from '../support/program.ts';
import { releaseOf } from '../support/release.ts';
import { freshName } from '../support/stack.ts';
import { waitFor } from '../support/steps.ts';
import { noWebhooks } from '../support/webhook.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { startServers, type Servers } from './storm/servers.ts';

const wait = waitFor(done('Profile Completed'), 'Profile Completed', { atMost: 9 * day });
const release = releaseOf([programOf([wait])]);

/**
 * A kill takes from SQLite nothing that it has acknowledged: what was written is with the operating system. A machine
 * that loses its power, or a restored backup, takes the newest part: here it is put back as it was before.
 */
describe('a Temporal that comes back without its newest part', () => {
  let folder: string;
  let servers: Servers;
  let kept: TestStore;
  let temporal: TemporalClient;
  let ingest: Ingest;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'usher-tail-'));
    servers = await startServers(folder, ['Temporal']);
    kept = await openTestStore();
    await kept.store.releases.publish(release, Date.now());
    temporal = await connectTemporal(readConfiguration({ TEMPORAL_ADDRESS: servers.temporalAddress }).temporal);
    ingest = createIngest({ store: kept.store, temporal, clock: realClock, onError: () => {} });
  });
  afterAll(async () => {
    await ingest.close();
    await temporal.close();
    await kept.close();
    await servers.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function takes(user: string, event: string): Promise<void> {
    await ingest.take(track(user, event, { at: Date.now() }));
    await ingest.settled();
  }

  /** The first decision, as the journey's workflow would ask for it: no worker runs here. */
  async function decided(user: string): Promise<void> {
    const email = { send: () => Promise.reject(new Error('nothing is sent here')), close: () => {} };
    const log = pino({ level: 'silent' });
    const decide = createDecide({
      store: kept.store,
      clock: realClock,
      email,
      webhook: noWebhooks,
      links: null,
      begin: () => undefined,
      log,
    });
    const enrolment = { journey: 'test', user, visit: 1, release: release.id };
    await decide({ enrolment, number: 0, state: null, now: Date.now() });
  }

  /** What Temporal knows of a user: null for nothing, else how often it was told to wake. */
  async function wakes(user: string): Promise<number | null> {
    const handle = temporal.client.workflow.getHandle(workflowId('test', user));
    const history = await handle.fetchHistory().catch(() => null);
    const signals = history?.events?.filter((event) => event.workflowExecutionSignaledEventAttributes != null);
    return signals?.length ?? null;
  }

  async function files(): Promise<readonly string[]> {
    return (await readdir(folder)).filter((file) => file.startsWith('temporal.db'));
  }

  /** Does something that Temporal acknowledges, and takes it from Temporal again. */
  async function forgets(work: () => Promise<void>): Promise<void> {
    const before = join(folder, freshName('before'));
    await mkdir(before);
    await servers.kill('Temporal');
    for (const file of await files()) await cp(join(folder, file), join(before, file));
    await servers.start('Temporal');
    await work();
    await servers.kill('Temporal');
    for (const file of await files()) await rm(join(folder, file));
    for (const file of await readdir(before)) await cp(join(before, file), join(folder, file));
    await servers.start('Temporal');
  }

  it('has lost nothing when it was only killed, however soon after it has answered', async () => {
    const users = Array.from({ length: 20 }, () => freshName('bo'));
    await Promise.all(users.map((user) => takes(user, 'Signed Up')));
    await Promise.all(users.map(decided));
    await Promise.all(users.map((user) => takes(user, 'Profile Completed')));
    await servers.restart('Temporal');
    expect(await Promise.all(users.map(wakes))).toEqual(users.map(() => 1));
  });

  it('is told of a start again by the next sweep', async () => {
    const user = freshName('bo');
    await forgets(() => takes(user, 'Signed Up'));
    expect(await wakes(user)).toBeNull();
    await ingest.sweep(0);
    expect(await wakes(user)).toBe(0);
  });

  it('is told of a wake-up again by the next sweep, and once more by none after the decision', async () => {
    const user = freshName('bo');
    await takes(user, 'Signed Up');
    await decided(user);
    await forgets(() => takes(user, 'Profile Completed'));
    expect(await wakes(user)).toBe(0);
    await ingest.sweep(0);
    expect(await wakes(user)).toBe(1);
    expect((await kept.store.users.read(user)).todo).toMatchObject([{ kind: 'wake', number: 1 }]);
  });
});
