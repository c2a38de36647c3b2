import { realClock } from '../../domain/time/clock.ts';
import { day, minute } from '../../domain/time/instant.ts';
import { createIngest } from '../../ingest/index.ts';
import { createReasons } from '../../worker/metrics-store.ts';
import { identify, track } from '../support/event.ts';
import { done, programOf } from '../support/program.ts';
import { freshName } from '../support/stack.ts';
import { send, waitFor } from '../support/steps.ts';
import { absentTemporal } from '../support/temporal.ts';
import { openWorking, type Working } from '../support/working.ts';

const wait = waitFor(done('Profile Completed'), 'Profile Completed', { id: 'wait-profile', atMost: 9 * day, done: 2, timeout: 2, next: 2 }); // prettier-ignore
const program = programOf([send('welcome', { next: 1 }), wait, send('thanks')]);

let working: Working;
beforeAll(async () => {
  working = await openWorking([program], { USHER_METRICS_ADDRESS: '127.0.0.1:0' });
});
afterAll(() => working.close());

function address(): string {
  const line = working.log().find(({ msg }) => msg === 'metrics at /metrics');
  return `http://${String(line?.address)}`;
}

/** Every sample of the page: its name with labels → its value. */
async function scrape(): Promise<Readonly<Record<string, number>>> {
  const response = await fetch(`${address()}/metrics`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')]);
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))])); // prettier-ignore
}

/** Resolves when a sample has come to a value. */
async function shows(sample: string, value: number): Promise<void> {
  while ((await scrape())[sample] !== value) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function finishes(user: string): Promise<void> {
  await working.visit(user, ({ decision }) => decision?.effect.kind === 'wait');
  await working.does(user, 'Profile Completed');
  await working.visit(user, ({ status }) => status === 'closed');
}

describe('the metrics of a worker', () => {
  it('count what it does while it does it', async () => {
    const users = await Promise.all([1, 2, 3].map(() => working.enters()));
    const [during] = await Promise.all([scrape(), ...users.map(finishes)]);
    expect(during.process_cpu_seconds_total).toBeGreaterThan(0);
    await shows('usher_nudges_total{channel="email",status="sent"}', 6);
    const after = await scrape();
    expect(after).toMatchObject({
      'usher_nudges_total{channel="email",status="sent"}': 6,
      usher_nudges_maybe_twice_total: 0,
      'usher_wake_latency_seconds_count{kind="start"}': 3,
      'usher_wake_latency_seconds_count{kind="wake"}': 3,
    });
    // What has not happened yet is there, so that an alert hears of the first time.
    expect(after).toMatchObject({
      'usher_sweeps_total{result="failed"}': 0,
      'usher_reconciliations_total{result="failed"}': 0,
      'usher_reconciled_total{kind="lost"}': 0,
    });
    expect(after['usher_user_writes_total{outcome="written"}']).toBeGreaterThanOrEqual(3 * 6);
    expect(after['usher_wake_latency_seconds_sum{kind="wake"}']).toBeLessThan(60);
  });

  it('tell why nudges were held back', async () => {
    const user = freshName('nobody');
    await working.ingest.take(identify(user, { email: 'not an address' }, { at: Date.now() }));
    await working.does(user, 'Signed Up');
    await finishes(user);
    // The story is told right after the decision is written.
    await shows('usher_nudges_held_back_total{what="skipped",reason="no email address"}', 2);
  });

  it('show what waits: events that nobody has counted, and what Temporal was not told', async () => {
    const pending = {
      _id: freshName('event'),
      status: 'pending',
      storedAt: Date.now() - 3_600_000,
      user: freshName('bo'),
    };
    const events = working.kept.db.collection<{ _id: string }>('events');
    await events.insertOne(pending);
    for (;;) {
      const { usher_events_pending: count = 0, usher_events_pending_age_seconds: age = 0 } = await scrape();
      // Others of this test may be on their way for a moment: the old one is waited for.
      if (count > 0 && age > 3_500) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await events.deleteOne({ _id: pending._id });
  });

  it('count what was mended: the workflow was terminated, and the worker’s own sweep meets it', async () => {
    const user = await working.enters();
    await working.visit(user, ({ decision }) => decision?.effect.kind === 'wait');
    await working.handle(user).terminate();
    const alone = createIngest({ store: working.kept.store, temporal: absentTemporal, clock: realClock, onError: () => {} }); // prettier-ignore
    await alone.take(track(user, 'Profile Completed', { at: Date.now() }));
    await alone.close();
    await working.kept.age(minute / 2);
    await working.visit(user, ({ status }) => status === 'closed');
    // It is counted once it is written.
    await vi.waitFor(async () => expect(await scrape()).toMatchObject({ 'usher_reconciled_total{kind="ended"}': 1 }), { timeout: 5_000 }); // prettier-ignore
  });

  it('are at /metrics and nowhere else', async () => {
    expect((await fetch(`${address()}/`)).status).toBe(404);
    expect((await fetch(`${address()}/metrics`, { method: 'POST' })).status).toBe(404);
  });
});

describe('the kind of a reason', () => {
  it.each([
    ['quiet hours 21:00–08:00 → Wed 08:00', 'quiet hours'],
    ['daily email limit: 1 of 1 used by trial-ends', 'daily email limit'],
    ['email-1d: 1 of 1 a day used by trial-ends at 08:00', 'email-1d'],
    ['gap 2 h: welcome went out 20 min ago', 'gap'],
    ['journey onboarding is paused by kim: "wrong price"', 'switch'],
    ['everything is switched off by di: "2 mails"', 'switch'],
    ['No email address', 'no email address'],
    ['', 'other'],
  ])('"%s" is "%s"', (words, kind) => {
    expect(createReasons().kindOf(words)).toBe(kind);
  });

  it('is one of forty at most, so that no text from outside fills a database of metrics', () => {
    const reasons = createReasons();
    const kinds = Array.from({ length: 200 }, (_, index) => reasons.kindOf('x'.repeat(index + 1)));
    expect(new Set(kinds).size).toBe(41);
    expect(reasons.kindOf('xx')).toBe('xx');
  });
});
