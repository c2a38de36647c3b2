import { addressPrint } from '../../domain/profile/address-print.ts';
import { day } from '../../domain/time/instant.ts';
import { track } from '../support/event.ts';
import { oneClick, openApi, sealed, somebody, type RequestOptions, type TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const tips = { channel: 'email', category: 'tips' } as const;
const no = { name: 'Unsubscribed', properties: tips };

function multipart(): RequestOptions {
  const body = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n';
  return { method: 'POST', body, headers: { 'content-type': 'multipart/form-data; boundary=x' } };
}

describe('one click in a mail program', () => {
  it.each([
    ['application/x-www-form-urlencoded', oneClick],
    ['multipart/form-data', multipart()],
    [
      'multipart/form-data with more in it',
      {
        ...multipart(),
        body: `before\r\n--x\r\ncontent-type: text/plain\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x\r\n\r\nx\r\n--x--after`,
      },
    ],
  ])('unsubscribes by the very POST of RFC 8058, as %s, and is answered 200', async (_type, post) => {
    const user = somebody();
    const { status, headers } = await api.fetch(api.path('unsubscribe', { user, ...tips }), post);
    expect([status, headers.get('location'), headers.get('set-cookie')]).toEqual([200, null, null]);
    expect(await api.events(user)).toEqual([no]);
    expect((await api.kept.store.users.read(user)).profile.consent).toMatchObject({ 'email/tips': { says: 'out' } });
  });

  it.each([
    [{ channel: 'email' } as const, { channel: 'email' }],
    [{}, {}],
  ])('without a category is a No to all of it: %j', async (claims, properties) => {
    const user = somebody();
    await api.fetch(api.path('unsubscribe', { user, ...claims }), oneClick);
    expect(await api.events(user)).toEqual([{ name: 'Unsubscribed', properties }]);
  });

  it('stays one, though the user says Yes to everything elsewhere, and is taken back on the preference page', async () => {
    const user = somebody();
    const answer = await api.fetch(api.path('unsubscribe', { user, ...tips }), oneClick);
    await api.ingest.take(track(user, 'Subscribed', { at: Date.now(), properties: {} }));
    const back = /href="\.\.(\/preferences\/[^"]+)"/.exec(await answer.text())?.[1] ?? '';
    const box = /name="wanted"\s+value="tips"\s+(checked)?/;
    expect(box.exec(await (await api.fetch(back)).text())?.[1]).toBeUndefined();
    await api.fetch(back, { ...oneClick, body: 'offered=tips&wanted=tips' });
    expect(box.exec(await (await api.fetch(back)).text())?.[1]).toBe('checked');
  });

  it('is one No, however often and however many at once', async () => {
    const user = somebody();
    const path = api.path('unsubscribe', { user, ...tips });
    const answers = await Promise.all(Array.from({ length: 8 }, () => api.fetch(path, oneClick)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await api.fetch(path, oneClick);
    expect(await api.events(user)).toEqual([no]);
  });

  it('is heard, though a Yes before it was noted by a clock that is ahead', async () => {
    const user = somebody();
    const path = api.path('unsubscribe', { user, ...tips });
    const bodies = { properties: tips, traits: {}, context: {} };
    const ahead = { timestamp: Date.now() + 3_000, receivedAt: Date.now() + 3_000 };
    const yes = { messageId: `yes-${user}`, type: 'track', user, name: 'Subscription Confirmed', ...bodies, ...ahead } as const;
    await api.ingest.record(yes);
    await api.fetch(path, oneClick);
    await api.fetch(path, oneClick);
    expect(await api.events(user)).toEqual([{ name: yes.name, properties: tips }, no]);
    expect((await api.kept.store.users.read(user)).profile.consent).toMatchObject({ 'email/tips': { says: 'out' } });
  }); // prettier-ignore

  it('is another No after the user has said Yes', async () => {
    const user = somebody();
    const path = api.path('unsubscribe', { user, ...tips });
    await api.fetch(path, oneClick);
    await api.ingest.take(track(user, 'Subscribed', { at: Date.now(), properties: tips }));
    await api.fetch(path, oneClick);
    expect((await api.events(user)).filter(({ name }) => name === 'Unsubscribed')).toEqual([no, no]);
  });

  it.each([
    ['an empty body', { ...oneClick, body: '' }],
    ['another value', { ...oneClick, body: 'List-Unsubscribe=No' }],
    ['no body', { method: 'POST' }],
    ['another type', { ...oneClick, headers: { 'content-type': 'text/plain' } }],
    [
      'one without an end',
      { ...multipart(), body: '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click' },
    ],
    [
      'a file',
      {
        ...multipart(),
        body: '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"; filename="x"\r\n\r\nOne-Click\r\n--x--',
      },
    ],
    ['a broken one', { ...multipart(), body: '--y' }],
    ['JSON', { ...oneClick, body: '{}', headers: { 'content-type': 'application/json' } }],
  ])('with %s is refused and changes nothing', async (_what, post) => {
    const user = somebody();
    const { status } = await api.fetch(api.path('unsubscribe', { user, ...tips }), post);
    expect(status).toBe(400);
    expect(await api.events(user)).toEqual([]);
  });

  it('with more than a form is refused', async () => {
    const user = somebody();
    const large = { ...oneClick, body: `List-Unsubscribe=One-Click&x=${'x'.repeat(70_000)}` };
    expect((await api.fetch(api.path('unsubscribe', { user, ...tips }), large)).status).toBe(413);
  });
});

describe('the page of an unsubscription', () => {
  it('asks with a button, and changes nothing by being looked at', async () => {
    const user = somebody();
    const path = api.path('unsubscribe', { user, channel: 'email', category: 'product-tips' });
    for (const method of ['GET', 'HEAD']) expect((await api.fetch(path, { method })).status).toBe(200);
    const text = await (await api.fetch(path)).text();
    expect(text).toContain('<h1>Stop mails about product tips?</h1>');
    expect(text).toContain('<form method="post">');
    expect(text).not.toContain('<script');
    expect(await api.events(user)).toEqual([]);
    expect((await api.kept.store.users.read(user)).revision).toBe(0);
  });

  it('shows what its category is called, and runs nothing of it', async () => {
    const text = await (
      await api.fetch(api.path('unsubscribe', { user: somebody(), category: '<img src=x>"' }))
    ).text();
    expect(text).toContain('&lt;img src=x&gt;&quot;');
    expect(text).not.toContain('<img');
  });

  it('answers its button with a way back', async () => {
    const user = somebody();
    const answer = await api.fetch(api.path('unsubscribe', { user, ...tips }), oneClick);
    const back = /href="\.\.(\/preferences\/[^"]+)"/.exec(await answer.text())?.[1] ?? '';
    expect((await api.fetch(back)).status).toBe(200);
  });
});

describe('a link that is not right', () => {
  const user = somebody();
  const expired = { expires: Date.now() - 1 };
  const links: { why: string; path: () => string; refusal: [status: number, code: string] }[] = [
    { why: 'altered', path: () => `${api.path('unsubscribe', { user }).slice(0, -1)}!`, refusal: [403, 'LINK_INVALID'] },
    { why: 'cut', path: () => api.path('unsubscribe', { user }).slice(0, -9), refusal: [403, 'LINK_INVALID'] },
    { why: 'expired', path: () => api.path('unsubscribe', { user, ...expired }), refusal: [410, 'LINK_EXPIRED'] },
    { why: 'for something else', path: () => api.path('open', { user }).replace('/open/', '/unsubscribe/'), refusal: [403, 'LINK_INVALID'] },
    { why: 'of an unknown key', path: () => `/unsubscribe/${sealed({ kind: 'unsubscribe', user }, ['c'.repeat(40)])}`, refusal: [403, 'LINK_INVALID'] },
    { why: 'of another user', path: () => {
      const [theirs, mine] = [sealed({ kind: 'unsubscribe', user: 'ada' }), sealed({ kind: 'unsubscribe', user })];
      return `/unsubscribe/${mine.split('.')[0]}.${theirs.split('.')[1]}`;
    }, refusal: [403, 'LINK_INVALID'] },
    { why: 'no link at all', path: () => '/unsubscribe/x', refusal: [403, 'LINK_INVALID'] },
    { why: 'too long', path: () => `/unsubscribe/${'x'.repeat(8001)}`, refusal: [400, 'REQUEST_INVALID'] },
    { why: 'not a text', path: () => '/unsubscribe/%ff%fe', refusal: [400, 'REQUEST_INVALID'] },
  ]; // prettier-ignore

  it.each(links)(
    'since it is $why gets a page for people and JSON for programs',
    async ({ path, refusal: [status, code] }) => {
      const page = await api.fetch(path());
      expect([page.status, page.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
      expect(await page.text()).toContain(code);
      const answer = await api.fetch(path(), {
        ...oneClick,
        headers: { ...oneClick.headers, accept: 'application/json' },
      });
      expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining({ code })]);
      expect(await api.events(user)).toEqual([]);
    },
  );

  it('is good with an older key that is still known, for as long as it says', async () => {
    const token = sealed({ kind: 'unsubscribe', user: somebody(), expires: Date.now() + day }, ['b'.repeat(40)]);
    expect((await api.fetch(`/unsubscribe/${token}`, oneClick)).status).toBe(200);
  });
});

describe('a double opt-in', () => {
  it('is confirmed by a button, not by being looked at', async () => {
    const user = somebody();
    const path = api.path('confirm', { user, ...tips });
    expect(await (await api.fetch(path)).text()).toContain('mails about tips');
    expect(await api.events(user)).toEqual([]);
    const form = { ...oneClick, body: 'confirm=yes' };
    expect((await api.fetch(path, form)).status).toBe(200);
    await api.fetch(path, form);
    expect(await api.events(user)).toEqual([{ name: 'Subscription Confirmed', properties: tips }]);
    expect((await api.kept.store.users.read(user)).profile.consent).toMatchObject({ 'email/tips': { says: 'confirmed' } }); // prettier-ignore
  });

  it('is one of the address to which the mail went', async () => {
    const user = somebody();
    const address = addressPrint('bo@acme.test') ?? '';
    await api.fetch(api.path('confirm', { user, ...tips, address }), { ...oneClick, body: 'confirm=yes' });
    expect(await api.events(user)).toEqual([{ name: 'Subscription Confirmed', properties: { ...tips, address } }]);
  });

  it('of an address that the user has come back to is a new one, once', async () => {
    const user = somebody();
    const form = { ...oneClick, body: 'confirm=yes' };
    const home = addressPrint('bo@acme.test') ?? '';
    const away = addressPrint('bo@example.test') ?? '';
    for (const address of [home, away, home, away]) {
      const path = api.path('confirm', { user, ...tips, address });
      await Promise.all([1, 2, 3].map(() => api.fetch(path, form)));
      await api.fetch(path, form);
      const { consent } = (await api.kept.store.users.read(user)).profile;
      expect(consent).toMatchObject({ 'email/tips': { says: 'confirmed', address } });
    }
    expect((await api.events(user)).map(({ properties }) => properties.address)).toEqual([home, away, home, away]);
  });
});
