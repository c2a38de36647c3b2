import type { Delivery } from '../../activities/deliver.ts';
import type { Tried } from '../../domain/enrolment/trying.ts';
import type { User } from '../../domain/enrolment/user.ts';
import { hour, minute, second } from '../../domain/time/instant.ts';
import type { SwitchStore } from '../../store/switches.ts';
import { monday } from '../support/event.ts';
import { mailing, openPaced, type Paced } from '../support/paced.ts';

const quiet = [{ channels: [], countries: [], days: [1, 2, 3, 4, 5, 6, 7], from: 21 * 60, to: 8 * 60, then: 'hold' }] as const; // prettier-ignore
const day = { id: 'email-day', of: { channel: 'email' }, max: 1, per: { kind: 'calendar', unit: 'day' } } as const;
const night = monday + 13 * hour;
const morning = monday + 23 * hour;
const by = { at: monday, by: 'kim', reason: 'wrong price' };

let paced: Paced;
beforeAll(async () => {
  const receipt = mailing('receipt', { transactional: true });
  paced = await openPaced([mailing('tips'), mailing('trial', { tags: ['trial'] }), receipt]);
});
const real = Date.now;
afterEach(() => {
  Date.now = real;
});
beforeEach(async () => {
  paced.clock.shows(monday);
  await paced.governs({});
});
afterAll(() => paced.close());

/** Somebody whose nudge is reserved and not yet handed over when something comes in between. */
async function between(journey: string, meanwhile: (user: string) => Promise<void>): Promise<string> {
  const user = await paced.somebody();
  await paced.begins(user, journey);
  const delivery = await paced.deliver(user, journey, { meanwhile: () => meanwhile(user) });
  if (delivery.kind === 'again') {
    expect(delivery).toMatchObject({ pause: 0 });
    expect((await paced.user(user)).ledger).toMatchObject([{ status: 'reserved', lease: null }]);
    await paced.deliver(user, journey);
  }
  return user;
}

async function storyOf(user: string): Promise<readonly string[]> {
  const told = await paced.kept.store.trail.of(user);
  return told.flatMap(({ entries }) => entries.map(({ step, what, because }) => `${step} ${what}: ${because.join('; ')}`));
} // prettier-ignore

describe('what comes between a nudge’s reservation and its handing over', () => {
  it.each([
    ['an unsubscribe', (user: string) => paced.does(user, 'Unsubscribed'), 'skipped: unsubscribed from onboarding by email'],
    ['a complaint', (user: string) => paced.does(user, 'Email Complained'), 'skipped: unsubscribed from onboarding by email'],
    ['a goodbye to the category alone', (user: string) => paced.does(user, 'Unsubscribed', { category: 'onboarding' }), 'skipped: unsubscribed from onboarding by email'],
    ['a hard bounce', (user: string) => paced.does(user, 'Email Bounced', { address: `${user}@acme.test`, hard: true }), 'skipped: the address refused mail before'],
    ['a refused address', suppress, 'skipped: the address refused mail before'],
    ['a switch', switchOff, 'skipped: template tips is switched off by kim: "wrong price"'],
  ])('stops it: %s', async (_, meanwhile, told) => {
    const user = await between('tips', meanwhile);
    await paced.kept.store.switches.switchOn({ kind: 'template', name: 'tips' }, by);
    expect(paced.sent(user)).toEqual([]);
    expect(await storyOf(user)).toContain(`tips ${told}`);
    expect((await paced.user(user)).ledger).toEqual([]);
  }); // prettier-ignore

  it('stops it though there is an address to send to, when that has changed: the next attempt sends there', async () => {
    const user = await between('tips', async (id) => {
      const known = await paced.user(id);
      const traits = { ...known.profile.traits, email: `new-${id}@acme.test` };
      await paced.kept.store.users.write({ ...known, profile: { ...known.profile, traits } }, Date.now());
    });
    expect([paced.sent(user), paced.sent(`new-${user}`)]).toEqual([[], ['tips']]);
  });

  it('and speaks of something else stops nothing', async () => {
    const user = await between('tips', (id) => paced.does(id, 'Unsubscribed', { category: 'news' }));
    expect(paced.sent(user)).toEqual(['tips']);
  });

  it('does not stop what is transactional', async () => {
    const user = await between('receipt', (id) => paced.does(id, 'Unsubscribed'));
    expect(paced.sent(user)).toEqual(['receipt']);
  });

  async function suppress(id: string): Promise<void> {
    const known = await paced.user(id);
    await paced.kept.store.users.write({ ...known, suppressed: [`${id}@acme.test`] }, Date.now());
  }

  async function switchOff(): Promise<void> {
    await paced.kept.store.switches.switchOff({ what: { kind: 'template', name: 'tips' }, then: 'skip', ...by });
    // Seen as soon as what is known of switches is two seconds old.
    Date.now = () => real() + 2 * second;
  }
});

describe('a nudge held for quiet hours', () => {
  it('goes out when they are over, under the policy that was published after its release', async () => {
    const user = await paced.somebody();
    await paced.governs({ quiet });
    paced.clock.shows(night);
    expect(await paced.enters(user, 'tips')).toMatchObject({ status: 'held', task: { until: morning, words: 'quiet hours 21:00–08:00' } }); // prettier-ignore
    expect((await paced.user(user)).ledger).toMatchObject([{ status: 'held', at: morning, step: 'tips' }]);
    await paced.wakes(user, 'tips', morning);
    expect(paced.sent(user)).toEqual(['tips']);
    expect((await paced.user(user)).ledger).toMatchObject([{ status: 'sent', at: morning }]);
  });

  it('is dropped when its address has bounced meanwhile', async () => {
    const user = await paced.somebody();
    await paced.governs({ quiet });
    paced.clock.shows(night);
    await paced.enters(user, 'tips');
    await paced.does(user, 'Email Bounced', { address: `${user}@acme.test`, hard: true });
    expect(await paced.wakes(user, 'tips', morning)).toMatchObject({ status: 'delayed' });
    expect(paced.sent(user)).toEqual([]);
    expect(await storyOf(user)).toContain('tips skipped: the address refused mail before');
  });

  it('is dropped when its user has unsubscribed meanwhile; what is transactional is not even held', async () => {
    const user = await paced.somebody();
    await paced.governs({ quiet });
    paced.clock.shows(night);
    await paced.enters(user, 'tips');
    await paced.does(user, 'Unsubscribed');
    await paced.enters(user, 'receipt');
    expect(await paced.wakes(user, 'tips', morning)).toMatchObject({ status: 'delayed' });
    expect(paced.sent(user)).toEqual(['receipt']);
    expect(await storyOf(user)).toContain('tips skipped: unsubscribed from onboarding by email');
    expect((await paced.user(user)).ledger).toMatchObject([{ template: 'receipt', status: 'sent' }]);
  });
});

describe('a nudge that is switched off', () => {
  const what = { kind: 'journey', name: 'tips' } as const;
  const everything = { kind: 'everything' } as const;
  const switches = (): SwitchStore => paced.kept.store.switches;

  it('waits, is looked at again after as long as that has lasted, and goes out when it is on again', async () => {
    const user = await paced.somebody();
    await switches().switchOff({ what, then: 'hold', ...by });
    const { status, task } = await paced.enters(user, 'tips');
    expect({ status, task }).toMatchObject({ status: 'held', task: { words: 'journey tips is paused by kim: "wrong price"' } }); // prettier-ignore
    let until = 'until' in task ? task.until : 0;
    expect(until - monday).toBeGreaterThanOrEqual(minute);
    expect(until - monday).toBeLessThanOrEqual(1.5 * minute);
    for (let times = 0; times < 12; times++) {
      const { task: next } = await paced.wakes(user, 'tips', until);
      const pause = ('until' in next ? next.until : 0) - until;
      expect(pause).toBeLessThanOrEqual(hour);
      until += pause;
    }
    expect(until - monday).toBeGreaterThan(3 * hour);
    await switches().switchOn(what, by);
    await paced.wakes(user, 'tips', until);
    expect(paced.sent(user)).toEqual(['tips']);
  });

  it('for good is dropped, with who did it and why; also what is transactional', async () => {
    const user = await paced.somebody();
    await switches().switchOff({ what: everything, then: 'skip', ...by });
    await paced.enters(user, 'receipt');
    await switches().switchOn(everything, by);
    expect(paced.sent(user)).toEqual([]);
    expect(await storyOf(user)).toContain('receipt skipped: everything is switched off by kim: "wrong price"');
  });
});

describe('the room under a cap', () => {
  it('that a nudge has reserved between two attempts goes to a more important one; the other waits and says so', async () => {
    const user = await paced.somebody();
    await paced.governs({ caps: [day], priority: ['trial'] });
    await paced.begins(user, 'tips');
    // The first attempt ends without having sent anything.
    await paced.deliver(user, 'tips', { meanwhile: () => paced.does(user, 'Unsubscribed') });
    paced.clock.shows(monday + second);
    await paced.does(user, 'Subscribed');
    expect((await paced.user(user)).ledger).toMatchObject([{ template: 'tips', status: 'reserved' }]);
    await paced.enters(user, 'trial');
    expect((await paced.user(user)).ledger).toMatchObject([{ template: 'tips', status: 'held', displacedBy: 'trial' }, { template: 'trial', status: 'sent' }]); // prettier-ignore
    const delivery = await paced.deliver(user, 'tips');
    const words = 'email-day: 1 of 1 a day used by trial at 09:00; trial took its room';
    expect(delivery).toMatchObject({ kind: 'next', instruction: { status: 'held', task: { words } } });
    expect(paced.sent(user)).toEqual(['trial']);
  });

  it('is claimed by what is held for it, until its journey is over', async () => {
    const user = await paced.somebody();
    await paced.governs({ caps: [day] });
    await paced.enters(user, 'trial');
    const tomorrow = Date.UTC(2026, 2, 3);
    expect(await paced.enters(user, 'tips')).toMatchObject({ status: 'held' });
    expect((await paced.user(user)).visits.tips?.decision?.effect).toMatchObject({ until: tomorrow });
    const entries = async (): Promise<object[]> => (await paced.user(user)).ledger.map(({ template, status, at }) => ({ template, status, at })); // prettier-ignore
    const sent = { template: 'trial', status: 'sent', at: monday };
    expect(await entries()).toEqual([sent, { template: 'tips', status: 'held', at: tomorrow }]);
    await paced.does(user, 'Ends tips');
    expect(await paced.wakes(user, 'tips', monday + minute)).toMatchObject({ task: { kind: 'end', outcome: 'left' } });
    expect(await entries()).toEqual([sent]);
  });
});

describe('the rate of a provider', () => {
  /** Five nudges at one a second: what the attempts come to, of those that have to wait for their turn. */
  async function herd(tried: Tried): Promise<readonly { delivery: Delivery; user: User }[]> {
    await paced.governs({ rates: { email: 1 } });
    const users = await Promise.all([1, 2, 3, 4, 5].map(() => paced.somebody()));
    const told = await Promise.all(
      users.map(async (id) => {
        await paced.begins(id, 'tips');
        const delivery = await paced.deliver(id, 'tips', { tried });
        return { delivery, user: await paced.user(id) };
      }),
    );
    return told.filter(({ user }) => paced.sent(user.id).length === 0);
  }

  it('has nudges come back for their turn, which is no attempt and costs the history nothing', async () => {
    const waiting = await herd({ attempt: 1, since: Date.now() });
    expect(waiting.length).toBeGreaterThanOrEqual(2);
    for (const { delivery, user } of waiting) {
      expect(delivery).toMatchObject({ kind: 'again', because: 'it waits for its turn' });
      expect(user.ledger).toMatchObject([{ status: 'reserved', attempt: 0, lease: null, ticket: { booked: true } }]);
    }
    const last = waiting.at(-1)!.user.id;
    // Temporal would come back when it was told to; asking sooner is no harm.
    for (let asked = 0; paced.sent(last).length === 0 && asked < 2_000; asked++) await paced.deliver(last, 'tips');
    expect(paced.sent(last)).toEqual(['tips']);
  });

  it('holds nudges whose turn does not come within the minute, and says when it is', async () => {
    const waiting = await herd({ attempt: 1, since: Date.now() - 50 * second });
    expect(waiting.length).toBeGreaterThanOrEqual(2);
    const words = expect.stringMatching(/^email: 1 a second go out, its turn is at \d\d:\d\d:\d\d$/) as string;
    for (const { delivery, user } of waiting) {
      expect(delivery).toMatchObject({ kind: 'next', instruction: { status: 'held', task: { kind: 'wait', words } } });
      expect(user.ledger).toMatchObject([{ status: 'held', ticket: {} }]);
    }
  });
});
