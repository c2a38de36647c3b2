import { deliveryLease as lease } from '../../domain/enrolment/lease.ts';
import type { EmailProvider } from '../../activities/email/provider.ts';
import type { Store } from '../../store/index.ts';
import {
  closeDeliveries,
  deliver,
  enters,
  kept,
  next,
  nudge,
  openDeliveries,
  read,
  recording,
} from '../support/delivering.ts';

beforeAll(openDeliveries);
afterAll(closeDeliveries);

/** Stops after the provider has answered, before that is noted. */
function stalling(meanwhile: () => Promise<unknown>): Store {
  const { nudges } = kept.store;
  const record: Store['nudges']['record'] = async (told) => {
    await meanwhile();
    await nudges.record(told);
  };
  return { ...kept.store, nudges: { ...nudges, record } };
}

describe('an attempt that outlives its lease', () => {
  it('does not take back what another one has told: it may have gone out twice', async () => {
    const somebody = await enters();
    const store = stalling(async () => {
      await kept.age(lease);
      await next(somebody, { email: recording() });
    });
    await deliver(somebody, { email: recording(), store });
    expect(await kept.store.nudges.read(nudge(somebody))).toMatchObject({ status: 'sent', attempts: 2, maybeTwice: true }); // prettier-ignore
    expect((await read(somebody)).ledger).toMatchObject([{ status: 'sent', attempt: 2 }]);
  });

  it('and was refused does not give back the reservation of another one', async () => {
    const somebody = await enters();
    const late: EmailProvider = {
      async send() {
        await kept.age(lease);
        await next(somebody);
        return { kind: 'later', because: 'SMTP refused with 421', unsure: false };
      },
      close: () => undefined,
    };
    expect(await deliver(somebody, { email: late })).toMatchObject({ kind: 'again' });
    expect((await read(somebody)).ledger).toMatchObject([{ status: 'sent', attempt: 2 }]);
    expect(await deliver(somebody, { email: late, tried: 6 })).toMatchObject({ kind: 'next' });
  });

  it('and is refused for good decides nothing while another one has the nudge', async () => {
    const somebody = await enters();
    const late: EmailProvider = {
      async send() {
        await kept.age(lease);
        const dying = { ...kept.store, nudges: { ...kept.store.nudges, record: () => Promise.reject(new Error('killed')) } }; // prettier-ignore
        await expect(deliver(somebody, { email: recording(), store: dying })).rejects.toThrow('killed');
        return { kind: 'failed', because: 'SMTP refused the mail with 554', refused: false };
      },
      close: () => undefined,
    };
    expect(await deliver(somebody, { email: late })).toEqual({ kind: 'again', because: 'another attempt runs', pause: null }); // prettier-ignore
    expect((await read(somebody)).ledger).toMatchObject([{ status: 'sending', attempt: 2 }]);
  });

  it('or has hardly any of it left does not hand the nudge over', async () => {
    const somebody = await enters();
    const real = Date.now;
    const provider = recording();
    const reading: Store['nudges']['read'] = (key) => {
      Date.now = () => real() + lease / 2;
      return kept.store.nudges.read(key);
    };
    const store = { ...kept.store, nudges: { ...kept.store.nudges, read: reading } };
    const delivery = await deliver(somebody, { email: provider, store }).finally(() => (Date.now = real));
    expect(delivery).toMatchObject({ kind: 'again', because: 'too little was left of its lease to send it' });
    expect(provider.accepted).toEqual([]);
    expect((await read(somebody)).ledger).toMatchObject([{ status: 'reserved', lease: null }]);
  });
});

describe('a refusal for good after an attempt of which nobody knows', () => {
  it('gives no room back: the nudge may be there', async () => {
    const somebody = await enters();
    const answers = [
      { kind: 'later', because: 'it broke off', unsure: true },
      { kind: 'failed', because: 'SMTP refused the mail with 554', refused: false },
    ] as const;
    const provider: EmailProvider = { send: ({ to }) => Promise.resolve(answers[tries++] ?? fail(to)), close: () => undefined }; // prettier-ignore
    let tries = 0;
    await deliver(somebody, { email: provider });
    await next(somebody, { email: provider, tried: 2 });
    expect((await read(somebody)).ledger).toMatchObject([{ status: 'unknown', lease: null }]);
  });
});

function fail(to: string): never {
  throw new Error(`${to} was tried too often`);
}
