import { openPolicy, type ConsentMode } from '../../domain/pacing/policy.ts';
import { addressPrint } from '../../domain/profile/address-print.ts';
import { identify, track } from '../support/event.ts';
import { oneClick, openApi, somebody, type RequestOptions, type TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

async function offering(categories: readonly string[], email: ConsentMode = 'opt-out'): Promise<void> {
  await api.policy({ consent: { modes: { ...openPolicy.consent.modes, email }, categories } });
}

/** What the page has ticked. */
async function ticked(path: string): Promise<readonly string[]> {
  const text = await (await api.fetch(path)).text();
  const boxes = [...text.matchAll(/<input\s+type="checkbox"\s+name="wanted"\s+value="([^"]*)"\s+(checked)?/g)];
  return boxes.flatMap(([, value = '', checked]) => (checked === undefined ? [] : [value]));
}

function form(fields: readonly (readonly [string, string])[]): RequestOptions {
  return {
    ...oneClick,
    body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString(),
  };
}

const offered = ['tips', 'news', '*'].map((value) => ['offered', value] as const);
const fields = (name: string, values: readonly string[]) => values.map((value) => [name, value] as const);

/** Opens the page, ticks these and nothing else, and saves it, after what happens `meanwhile`. */
async function fill(path: string, wanted: readonly string[], meanwhile?: () => Promise<unknown>): Promise<Response> {
  const was = await ticked(path);
  await meanwhile?.();
  return api.fetch(path, form([...offered, ...fields('was', was), ...fields('wanted', wanted)]));
}

describe('the preference page', () => {
  beforeAll(() => offering(['tips', 'news']));

  it('offers the categories of the live policy and everything else, as they stand, and changes nothing by itself', async () => {
    const user = somebody();
    const path = api.path('preferences', { user, channel: 'email' });
    expect(await ticked(path)).toEqual(['tips', 'news', '*']);
    expect(await (await api.fetch(path)).text()).toContain('The mails from Acme');
    expect(await api.events(user)).toEqual([]);
  });

  it('says No to what was unticked, once, and shows it so', async () => {
    const user = somebody();
    const path = api.path('preferences', { user, channel: 'email' });
    for (let times = 0; times < 2; times++) expect((await fill(path, ['news', '*'])).status).toBe(200);
    expect(await api.events(user)).toEqual([
      { name: 'Unsubscribed', properties: { channel: 'email', category: 'tips' } },
    ]);
    expect(await ticked(path)).toEqual(['news', '*']);
  });

  it('takes a No to a category back that it would not name by itself', async () => {
    const user = somebody();
    await api.fetch(api.path('unsubscribe', { user, channel: 'email', category: 'onboarding' }), oneClick);
    const path = api.path('preferences', { user, channel: 'email' });
    expect(await ticked(path)).toEqual(['tips', 'news', '*']);
    const rest = ['tips', 'news', '*'];
    const boxes = [...offered, ['offered', 'onboarding'], ['wanted', 'onboarding']] as const;
    await api.fetch(path, form([...boxes, ...fields('was', rest), ...fields('wanted', rest)]));
    expect(await ticked(path)).toEqual(['tips', 'news', 'onboarding', '*']);
    expect((await api.events(user)).map(({ name }) => name)).toEqual(['Unsubscribed', 'Subscribed']);
  });

  it('takes a No back', async () => {
    const user = somebody();
    const path = api.path('preferences', { user, channel: 'email' });
    await fill(path, ['news', '*']);
    await fill(path, ['tips', 'news', '*']);
    expect(await ticked(path)).toEqual(['tips', 'news', '*']);
  });

  it('ends everything by one button, after which single categories can be had again', async () => {
    const user = somebody();
    const path = api.path('preferences', { user, channel: 'email' });
    await api.fetch(path, form([...offered, ['wanted', 'tips'], ['all', 'out']]));
    expect(await api.events(user)).toEqual([{ name: 'Unsubscribed', properties: { channel: 'email' } }]);
    expect(await ticked(path)).toEqual([]);
    await fill(path, ['news']);
    expect(await ticked(path)).toEqual(['news']);
  });

  it('keeps what stays ticked where everything else is not wanted', async () => {
    const user = somebody();
    const path = api.path('preferences', { user, channel: 'email' });
    await fill(path, ['tips']);
    expect(await ticked(path)).toEqual(['tips']);
  });

  it('of a page that was open for long leaves alone what it did not offer', async () => {
    const user = somebody();
    const path = api.path('preferences', { user, channel: 'email' });
    await api.fetch(path, form([['offered', 'tips'], ['was', 'tips'], ['offered', 'gone'], ['wanted', 'gone']])); // prettier-ignore
    expect(await ticked(path)).toEqual(['news', '*']);
  });

  it.each(['unsubscribe', 'complaint'])('that was open during an %s takes it not back by what was not touched', async (how) => {
    const user = somebody();
    const path = api.path('preferences', { user });
    const meanwhile = (): Promise<unknown> =>
      how === 'unsubscribe'
        ? api.fetch(api.path('unsubscribe', { user, channel: 'email', category: 'tips' }), oneClick)
        : api.ingest.take(track(user, 'Email Complained', { at: Date.now(), properties: { channel: 'email' } }));
    await fill(path, ['tips', '*'], meanwhile);
    expect(await ticked(path)).toEqual(how === 'unsubscribe' ? ['*'] : []);
    expect((await api.events(user)).map(({ name }) => name)).not.toContain('Subscription Confirmed');
  }); // prettier-ignore

  it('without a channel speaks of all of them', async () => {
    const user = somebody();
    const path = api.path('preferences', { user });
    await fill(path, ['news', '*']);
    expect(await api.events(user)).toEqual([{ name: 'Unsubscribed', properties: { category: 'tips' } }]);
    expect(await (await api.fetch(path)).text()).toContain('The messages from Acme');
  });
});

describe('the preference page of a workspace with double opt-in', () => {
  beforeAll(() => offering(['tips', 'news'], 'double-opt-in'));

  const lives = addressPrint('bo@acme.test')!;
  const elsewhere = addressPrint('bo@example.test')!;

  /** Somebody who has an address. */
  async function addressed(): Promise<string> {
    const user = somebody();
    await moves(user, 'bo@acme.test');
    return user;
  }

  async function moves(user: string, email: string): Promise<void> {
    await api.ingest.take(identify(user, { email }, { at: Date.now() }));
  }

  /** What was said to the API. */
  async function told(user: string): Promise<readonly unknown[]> {
    return (await api.events(user)).filter(({ name }) => name !== null);
  }

  it('has nothing ticked, and takes a Yes that came by a mail as confirmed, of the address that the mail went to', async () => {
    const user = await addressed();
    const path = api.path('preferences', { user, channel: 'email', address: lives });
    expect(await ticked(path)).toEqual([]);
    await fill(path, ['tips']);
    const properties = { channel: 'email', category: 'tips', address: lives };
    expect(await told(user)).toEqual([{ name: 'Subscription Confirmed', properties }]);
    expect(await ticked(path)).toEqual(['tips']);
    await moves(user, 'bo@example.test');
    expect(await ticked(path)).toEqual([]);
  });

  it('behind the one click of a mail is of the address that the mail went to', async () => {
    const user = await addressed();
    const click = api.path('unsubscribe', { user, channel: 'email', category: 'tips', address: lives });
    const answer = await (await api.fetch(click, oneClick)).text();
    const back = /href="\.\.(\/preferences\/[^"]+)"/.exec(answer)?.[1] ?? '';
    await fill(back, ['tips']);
    expect(await told(user)).toMatchObject([{ name: 'Unsubscribed' }, { name: 'Subscription Confirmed', properties: { address: lives } }]); // prettier-ignore
  });

  it('reached by a mail to an older address unconfirms nothing of the newer one', async () => {
    const user = await addressed();
    await fill(api.path('preferences', { user, channel: 'email', address: lives }), ['tips', '*']);
    const older = api.path('preferences', { user, channel: 'email', address: elsewhere });
    await fill(older, ['tips']);
    expect(await ticked(older)).toEqual(['tips']);
  });

  it('takes a Yes to an address that the user has come back to', async () => {
    const user = await addressed();
    const homes = [
      ['bo@acme.test', lives],
      ['bo@example.test', elsewhere],
      ['bo@acme.test', lives],
    ] as const;
    for (const [email, address] of homes) {
      await moves(user, email);
      const path = api.path('preferences', { user, channel: 'email', address });
      expect(await ticked(path)).toEqual([]);
      await fill(path, ['tips']);
      expect(await ticked(path)).toEqual(['tips']);
    }
  });

  it('reached from the app unconfirms nothing that stays ticked', async () => {
    const user = await addressed();
    const mail = api.path('preferences', { user, channel: 'email', address: lives });
    await fill(mail, ['tips', '*']);
    const app = api.path('preferences', { user });
    await fill(app, ['tips']);
    expect(await ticked(app)).toEqual(['tips']);
  });

  it('that was reached by no mail asks for a confirmation first', async () => {
    const user = await addressed();
    await fill(api.path('preferences', { user }), ['tips']);
    expect(await told(user)).toEqual([{ name: 'Subscribed', properties: { category: 'tips' } }]);
  });
});
