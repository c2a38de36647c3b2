import { createBreaker } from '../../activities/breaker.ts';
import type { Delivery } from '../../activities/deliver.ts';
import type { EmailProvider } from '../../activities/email/provider.ts';
import { triedOf } from '../../activities/index.ts';
import { deliveryLease as lease, providerTime } from '../../domain/enrolment/lease.ts';
import type { Result } from '../../domain/enrolment/deliver.ts';
import { minute, second, type Milliseconds } from '../../domain/time/instant.ts';
import { monday } from '../support/event.ts';
import {
  closeDeliveries,
  deliver,
  enters,
  kept,
  killedAtWrite,
  mails,
  next,
  nudge,
  openDeliveries,
  read,
  recording,
  type Entered,
} from '../support/delivering.ts';

beforeAll(openDeliveries);
afterAll(closeDeliveries);

const real = Date.now;
let passed: Milliseconds = 0;
/** Lets so much time pass, in no time. */
const pass = (time: Milliseconds): void => void (passed += time);
beforeEach(() => {
  passed = 0;
  Date.now = () => real() + passed;
});
afterEach(() => {
  Date.now = real;
});

const silence: Result = { kind: 'later', because: 'SMTP does not answer: ETIMEDOUT', unsure: true, silent: true };

/** Takes all the time that it is given, and is then given up. */
function hanging(time = providerTime): EmailProvider & { readonly asked: () => number } {
  let asked = 0;
  return {
    asked: () => asked,
    send() {
      asked++;
      pass(time);
      return Promise.resolve(silence);
    },
    close: () => {},
  };
}

/** All attempts of a delivery, as Temporal makes them, until it asks for no other; and how long that took. */
async function deliverAll(somebody: Entered, email: EmailProvider) {
  const since = Date.now();
  for (let attempt = 1; ; attempt++) {
    const delivery: Delivery = await deliver(somebody, { email, tried: { attempt, since } });
    if (delivery.kind !== 'again') return { delivery, attempts: attempt, took: Date.now() - since };
    pass(delivery.pause ?? 2 ** (attempt - 1) * second);
  }
}

describe('a provider that hangs', () => {
  it.each([
    [16, 3],
    [8, 4],
    [4, 5],
  ])(
    'for %d s each time becomes a wait that everybody sees within a minute of the first attempt',
    async (hangs, tries) => {
      const somebody = await enters();
      const { delivery, attempts, took } = await deliverAll(somebody, hanging(hangs * second));
      expect(took).toBeLessThan(minute);
      expect(attempts).toBe(tries);
      expect(delivery).toMatchObject({ kind: 'next', instruction: { status: 'failing', task: { kind: 'wait', words: silence.because } } }); // prettier-ignore
      expect((await read(somebody)).ledger).toMatchObject([{ status: 'sending', lease: null }]);
    },
  );

  it('lets those who wait for it come back one after the other', async () => {
    const tried = { attempt: 3, since: Date.now() - 50 * second };
    const untils = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async () => {
        const { task } = await next(await enters(), { email: hanging(0), tried });
        return task.kind === 'wait' ? task.until : NaN;
      }),
    );
    expect(new Set(untils).size).toBeGreaterThan(4);
    expect(Math.min(...untils)).toBeGreaterThanOrEqual(monday + minute);
    expect(Math.max(...untils)).toBeLessThan(monday + 1.2 * minute);
  });
});

describe('an attempt that comes after its minute', () => {
  const late = { attempt: 3, since: real() - 50 * second };

  it('as it had to wait for its slot asks nobody, and comes again at once: there is nobody to leave alone', async () => {
    const somebody = await enters();
    await deliver(somebody, { email: hanging(0) });
    const email = hanging(0);
    const { status, task } = await next(somebody, { email, tried: late });
    expect({ status, task }).toMatchObject({
      status: 'failing',
      task: { words: 'a minute of trying was not enough', until: monday },
    });
    expect(email.asked()).toBe(0);
    // It may have gone out before: that is not forgotten.
    expect((await read(somebody)).ledger).toMatchObject([{ status: 'sending', lease: null }]);
  });

  it('sends what an attempt that was killed may have sent, and counts it', async () => {
    const somebody = await enters();
    const dying = { ...kept.store, nudges: { ...kept.store.nudges, record: () => Promise.reject(new Error('killed')) } }; // prettier-ignore
    await expect(deliver(somebody, { email: recording(), store: dying })).rejects.toThrow('killed');
    expect(await deliver(somebody, { tried: late })).toMatchObject({ kind: 'again', because: 'another attempt runs' });
    await kept.age(lease);
    expect(await next(somebody, { tried: late })).toMatchObject({ number: 2, status: 'delayed' });
    expect(await kept.store.nudges.read(nudge(somebody))).toMatchObject({ status: 'sent', maybeTwice: true });
  });

  it('sends what none has tried to send yet', async () => {
    const somebody = await enters();
    await expect(deliver(somebody, { store: killedAtWrite(1) })).rejects.toThrow('killed');
    expect(await next(somebody, { tried: late })).toMatchObject({ number: 2, status: 'delayed' });
    expect(await mails(somebody)).toHaveLength(1);
  });

  it('is sent all the same where it is the first', async () => {
    const somebody = await enters();
    expect(await next(somebody, { tried: { ...late, attempt: 1 } })).toMatchObject({ number: 2, status: 'delayed' });
  });
});

describe('a provider that has not answered five others', () => {
  const breaker = createBreaker({ info: () => {}, warn: () => {} });
  beforeAll(async () => {
    for (let times = 0; times < 5; times++)
      await breaker.ask('email', `nudge-${times}`, () => Promise.resolve(silence));
  });

  it('is not asked: the nudge waits at once in view of everybody, and gives its reservation back', async () => {
    const somebody = await enters();
    const email = recording();
    const { status, task } = await next(somebody, { email, breaker });
    const words = 'email is left alone: SMTP does not answer: ETIMEDOUT';
    expect({ status, task }).toMatchObject({ status: 'failing', task: { kind: 'wait', words } });
    expect(task.kind === 'wait' && task.until - monday).toBeGreaterThanOrEqual(minute);
    expect(task.kind === 'wait' && task.until - monday).toBeLessThan(1.2 * minute);
    expect(email.accepted).toEqual([]);
    expect((await read(somebody)).ledger).toMatchObject([{ status: 'reserved', lease: null }]);
    expect(await kept.store.nudges.read(nudge(somebody))).toMatchObject({ status: 'refused for now', maybeTwice: false }); // prettier-ignore
  });

  it('is not asked for a nudge that it may have had either, and the doubt stays', async () => {
    const somebody = await enters();
    await deliver(somebody, { email: hanging(0) });
    await next(somebody, { email: recording(), breaker, tried: 2 });
    expect((await read(somebody)).ledger).toMatchObject([{ status: 'sending', lease: null }]);
    expect(await kept.store.nudges.read(nudge(somebody))).toMatchObject({ status: 'refused for now', maybeTwice: true }); // prettier-ignore
  });
});

describe('what Temporal tells of an attempt', () => {
  const at = (attempt: number, first: number, current: number) => ({
    attempt,
    scheduledTimestampMs: monday + first * second,
    currentAttemptScheduledTimestampMs: monday + current * second,
  });

  it.each([
    ['the first', at(1, 0, 0), 0, 0],
    ['the third', at(3, 0, 19), 19, 19],
    ['the third, after ten seconds for its slot', at(3, 0, 19), 29, 29],
    ['the third, to a worker whose clock is behind', at(3, 0, 19), -40, 19],
  ])('says for how long there are any: %s', (...[, info, clock, spent]) => {
    const now = monday + clock * second;
    const tried = triedOf(info, now);
    expect({ attempt: tried.attempt, spent: (now - tried.since) / second }).toEqual({ attempt: info.attempt, spent });
  });
});
