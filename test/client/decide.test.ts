import { createDecisions, type DecideRequest, type Decisions, type DecisionSettings } from '../../client/index.ts';
import { newUser } from '../../domain/enrolment/user.ts';
import { day } from '../../domain/time/instant.ts';
import { createIngest } from '../../ingest/index.ts';
import type { Store } from '../../store/index.ts';
import { setClock } from '../support/clock.ts';
import { identify, monday } from '../support/event.ts';
import { releaseOf } from '../support/release.ts';
import { itemsOf, ruleOf, showing, slotOf, slotsOf, traitIs } from '../support/slots.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, testForgetSecrets, type TestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';

const clock = setClock(monday);
const secrets = ['a-key-that-signs-tokens'];
const arms = [{ arm: 'control', weight: 50 }, { arm: 'video', weight: 50 }]; // prettier-ignore
const tour = { experiment: 'tour', arms, coverage: 1, target: null };
const mobile = { kind: 'field', path: 'context.device', type: 'string', tests: [{ kind: 'compare', comparison: 'eq', operand: { kind: 'value', value: 'mobile' } }] } as const; // prettier-ignore
const byArm = { kind: 'experiment', experiment: 'tour', arms: { control: { kind: 'next' }, video: showing('video') } } as const; // prettier-ignore
const release = releaseOf([], {
  experiments: { tour },
  slots: slotsOf(
    slotOf('card', [ruleOf('team', { when: traitIs('plan', 'team') }), ruleOf('mobile', { when: mobile })], {
      default: 'start',
      fallback: 'safe',
    }),
    slotOf('tour', [ruleOf('tour', { show: byArm })], { default: 'start' }),
  ),
  items: itemsOf('team', 'mobile', 'start', 'safe', 'video'),
});

let kept: TestStore;
const opened: Decisions[] = [];

beforeAll(async () => {
  kept = await openTestStore();
  await kept.store.releases.publish(release, monday);
});
afterEach(() => Promise.all(opened.splice(0).map((decisions) => decisions.close())));
afterAll(() => kept.close());

function decisionsOf(settings: Partial<DecisionSettings> & { store?: Store } = {}): Decisions {
  const where = 'mongo' in settings ? {} : { store: kept.store };
  const decisions = createDecisions({ ...where, secrets, clock, deadline: 60_000, ...settings } as DecisionSettings);
  opened.push(decisions);
  return decisions;
}

async function somebody(traits: Record<string, string>): Promise<string> {
  const user = freshName('bo');
  const ingest = createIngest({ store: kept.store, temporal: absentTemporal, clock, onError: () => {} });
  await ingest.take(identify(user, traits, { at: monday }));
  await ingest.close();
  return user;
}

describe('decide', () => {
  it('gives each slot its item in the words of the user, with rule, release and reasons', async () => {
    const user = await somebody({ plan: 'team', locale: 'pt-BR' });
    const { card } = await decisionsOf().decide({ user, slots: ['card'] });
    expect(card).toMatchObject({
      source: 'rules',
      release: release.id,
      rule: 'team',
      items: [{ item: 'team', rule: 'team', locale: 'pt', title: `content/team para ${user}`, body: 'Olá', action: { label: 'Start', url: 'https://acme.test/start' } }],
      because: ['plan is team'],
      validUntil: null,
    }); // prettier-ignore
  });

  it('takes the context of the request before the one that is known, for this decision only', async () => {
    const user = await somebody({ plan: 'free' });
    const decisions = decisionsOf();
    const asked = async (context: DecideRequest['context']): Promise<unknown> => {
      return (await decisions.decide({ user, slots: ['card'], ...(context && { context }) })).card?.items[0]?.item;
    };
    expect([await asked({ device: 'mobile' }), await asked(undefined)]).toEqual(['mobile', 'start']);
    expect((await kept.store.users.read(user)).profile.context).toEqual({});
  });

  it.each([
    ['an unknown user', () => Promise.resolve(freshName('nobody')), 'nothing is known of this user'],
    [
      'an empty profile',
      async () => {
        const user = freshName('empty');
        await kept.store.users.write(newUser(user), Date.now());
        return user;
      },
      'nothing is known of this user',
    ],
  ])('gives %s the fallback, and says so', async (_who, who, why) => {
    const user = await who();
    const { card } = await decisionsOf().decide({ user, slots: ['card'], context: { locale: 'pt' } });
    expect(card).toMatchObject({ source: 'fallback', rule: null, because: [why], items: [{ item: 'safe', locale: 'pt', token: null }] }); // prettier-ignore
    expect(await kept.store.showings.of(user)).toEqual([]);
  });

  it('shows nothing in a slot that the release does not have, and says so', async () => {
    const user = await somebody({ plan: 'team' });
    const { other } = await decisionsOf().decide({ user, slots: ['other'] });
    expect(other).toMatchObject({ source: 'fallback', items: [], because: ['slot other is not in the release'] });
  });

  it('gives the fallback while the store does not answer in time, from the release that was seen last', async () => {
    const user = await somebody({ plan: 'team' });
    const hanging = { hangs: false };
    const facts: Store['facts'] = {
      ...kept.store.facts,
      read: (id) => (hanging.hangs ? new Promise(() => {}) : kept.store.facts.read(id)),
      revision: (id) => (hanging.hangs ? new Promise(() => {}) : kept.store.facts.revision(id)),
    };
    const decisions = decisionsOf({ store: { ...kept.store, facts }, deadline: 2_000 });
    expect((await decisions.decide({ user, slots: ['card'] })).card?.source).toBe('rules');
    hanging.hangs = true;
    const { card } = await decisions.decide({ user, slots: ['card'] });
    expect(card).toMatchObject({
      source: 'fallback',
      items: [{ item: 'safe' }],
      because: ['MongoDB did not answer within 2000 ms'],
    });
  });

  it('gives a fallback without an item where no server was ever there', async () => {
    const decisions = decisionsOf({ mongo: { uri: 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100' }, deadline: 3_000 }); // prettier-ignore
    const { card } = await decisions.decide({ user: 'bo', slots: ['card'] });
    expect(card).toMatchObject({ source: 'fallback', release: null, items: [] });
    expect(card?.because[0]).toMatch(/^MongoDB/);
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'request: found nothing, expected an object'],
    ['no user', { slots: ['card'] }, 'user: found nothing, expected the id of a user'],
    ['an empty user', { user: '', slots: ['card'] }, 'user is empty, expected an id of 1 to 180 bytes'],
    ['no slot', { user: 'bo', slots: [] }, 'slots: found a list of 0, expected a list of 1 to 20 names'],
    ['a slot that is none', { user: 'bo', slots: ['a', 7] }, 'slots[1]: found 7, expected the name of a slot'],
    ['a context that is none', { user: 'bo', slots: ['a'], context: [] }, 'context: found a list of 0, expected a mapping such as { device: "mobile" }'],
    ['a fact of the wrong type', { user: 'bo', slots: ['a'], context: { device: 3 } }, 'context.device: found 3, expected text'],
    ['an empty session', { user: 'bo', slots: ['a'], session: '' }, 'session: found "", expected text of 1 to 200 characters on one line'],
  ])('refuses %s by name', async (_what, request, message) => {
    const refused = decisionsOf().decide(request as DecideRequest);
    await expect(refused).rejects.toMatchObject({ code: 'REQUEST_INVALID', message });
  }); // prettier-ignore

  it('takes two round trips when it knows nothing, and one when it knows the user', async () => {
    const user = await somebody({ plan: 'team' });
    const commands: string[] = [];
    const counted = await kept.another();
    const counting = <Part extends object>(part: Part): Part =>
      new Proxy(part, {
        get: (target, name) => {
          const value = Reflect.get(target, name) as unknown;
          if (typeof value !== 'function' || name === 'onWrite') return value;
          return (...args: unknown[]) => (commands.push(String(name)), (value as (...all: unknown[]) => unknown).apply(target, args)); // prettier-ignore
        },
      });
    const store = { ...counted, facts: counting(counted.facts), releases: counting(counted.releases) };
    const decisions = decisionsOf({ store });
    await decisions.decide({ user, slots: ['card', 'tour'] });
    expect(commands.splice(0).sort()).toEqual(['published', 'read']);
    await decisions.settled();
    await decisions.decide({ user, slots: ['card'] });
    commands.splice(0);
    await decisions.decide({ user, slots: ['card'] });
    expect(commands).toEqual(['revision']);
  });
});

describe('what was chosen', () => {
  it('is recorded once for a user, slot, item and session, however often and from wherever it is asked', async () => {
    const user = await somebody({ plan: 'team' });
    const ushers = [decisionsOf(), decisionsOf(), decisionsOf({ store: await kept.another() })];
    const all = Array.from({ length: 10 }, () => ushers).flat();
    await Promise.all(all.map((decisions) => decisions.decide({ user, slots: ['card', 'tour'], session: 's-1' })));
    await Promise.all(ushers.map((decisions) => decisions.decide({ user, slots: ['card'], session: 's-2' })));
    await Promise.all(ushers.map((decisions) => decisions.settled()));
    const showings = (await kept.store.showings.of(user)).map(({ slot, session, kind }) => [slot, session, kind]);
    expect(showings.sort()).toEqual([['card', 's-1', 'chosen'], ['card', 's-2', 'chosen'], ['tour', 's-1', 'chosen']]);
    const exposures = await kept.store.exposures.of(user);
    expect(exposures).toMatchObject([{ user, experiment: 'tour', slot: 'tour', session: 's-1', probability: 0.5 }]);
    expect((await kept.store.users.read(user)).arms).toEqual({ tour: exposures[0]?.arm });
  }); // prettier-ignore

  it('belongs to a day where no session is said', async () => {
    const user = await somebody({ plan: 'team' });
    const decisions = decisionsOf();
    await decisions.decide({ user, slots: ['card'] });
    await decisions.settled();
    expect(await kept.store.showings.of(user)).toMatchObject([{ session: '2026-03-02', item: 'team', rule: 'team' }]);
  });
});

describe('a process that shows slots and nothing else', () => {
  it('needs the key for who was forgotten, and says so where it lacks', async () => {
    const { uri, database } = kept.stack.mongo;
    await kept.store.forgotten.begin({ users: [freshName('bo')], pseudonym: 'p', at: monday, by: 'kim', reason: 'x' });
    const user = await somebody({ plan: 'team' });
    const errors: unknown[] = [];
    const settings = { mongo: { uri, database }, onError: (error: unknown) => void errors.push(error) };
    const itemOf = async (decisions: Decisions): Promise<unknown> =>
      (await decisions.decide({ user, slots: ['card'] })).card?.items[0]?.item;
    expect(await itemOf(decisionsOf(settings as never))).toBeUndefined();
    expect(errors).toMatchObject([{ code: 'CONFIGURATION_INVALID' }]);
    expect(await itemOf(decisionsOf({ ...settings, forgetSecrets: testForgetSecrets }))).toBe('team');
  }); // prettier-ignore
});

describe('what was seen', () => {
  async function tokenOf(decisions: Decisions, user: string): Promise<string> {
    const { card } = await decisions.decide({ user, slots: ['card'], session: 's-1' });
    return card?.items[0]?.token ?? '';
  }

  it('is recorded once, by whoever tells of it first', async () => {
    const user = await somebody({ plan: 'team' });
    const [decisions, other] = [decisionsOf(), decisionsOf({ store: await kept.another() })];
    const token = await tokenOf(decisions, user);
    const told = await Promise.all([decisions, other, decisions, other].map((each) => each.seen(token, { user })));
    expect(told.filter(Boolean)).toHaveLength(1);
    await decisions.settled();
    expect((await kept.store.showings.of(user)).map(({ kind, item }) => [kind, item])).toEqual([['chosen', 'team'], ['seen', 'team']]); // prettier-ignore
  });

  it('of somebody who was forgotten is not written back', async () => {
    const user = await somebody({ plan: 'team' });
    const decisions = decisionsOf();
    const token = await tokenOf(decisions, user);
    await decisions.settled();
    await kept.db.collection('showings').deleteMany({ user });
    await kept.store.users.empty(await kept.store.users.read(user), monday);
    await expect(decisions.seen(token, { user })).rejects.toMatchObject({ code: 'USER_FORGOTTEN' });
    await decisions.decide({ user, slots: ['card'] });
    await decisions.settled();
    expect(await kept.store.showings.of(user)).toEqual([]);
  });

  it.each<[string, (token: string) => string, string | null]>([
    ['altered', (token) => `x${token}`, null],
    ['cut', (token) => token.slice(0, -1), null],
    ['empty', () => '', null],
    ['another user’s', (token) => token, 'eve'],
  ])('is refused by a token that is %s', async (_what, change, other) => {
    const user = await somebody({ plan: 'team' });
    const decisions = decisionsOf();
    const token = change(await tokenOf(decisions, user));
    await expect(decisions.seen(token, { user: other ?? user })).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('is refused by a token that is older than seven days', async () => {
    const user = await somebody({ plan: 'team' });
    const decisions = decisionsOf();
    const token = await tokenOf(decisions, user);
    clock.shows(monday + 7 * day);
    await expect(decisions.seen(token, { user })).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
    clock.shows(monday);
  });

  it('needs a key', async () => {
    const user = await somebody({ plan: 'team' });
    const decisions = decisionsOf({ secrets: [] });
    expect((await decisions.decide({ user, slots: ['card'] })).card?.items[0]?.token).toBeNull();
    await expect(decisions.seen('x.y', { user })).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
  });
});
