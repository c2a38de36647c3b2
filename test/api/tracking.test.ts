import { targetOf } from '../../activities/link/target.ts';
import { holds } from '../../domain/condition/holds.ts';
import { courseOf } from '../../domain/enrolment/identity.ts';
import { newVisit } from '../../domain/enrolment/new-visit.ts';
import { factsOf, newUser } from '../../domain/enrolment/user.ts';
import { realClock } from '../../domain/time/clock.ts';
import { openPolicy } from '../../domain/pacing/policy.ts';
import { parsed } from '../domain/condition/workspace.ts';
import { oneClick, openApi, somebody, type RequestOptions, type TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
  await api.policy({ tracking: { opens: true, clicks: true } });
});
afterAll(() => api.close());

const target = 'https://acme.test/start?utm=mail&a=%20b#top';
const person = { headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)' } };
const about = (user: string): object => ({ journey: 'test', course: 'test', nudge: `test/${user}/1/welcome/0`, visit: 1, step: 'welcome', round: 0, template: null }); // prettier-ignore

/** As a journey asks it: whether somebody has clicked in what they got of late. */
async function looksAtThem(user: string): Promise<boolean> {
  const facts = factsOf(await api.kept.store.users.read(user));
  return holds(parsed({ did: { event: 'Nudge Clicked', within: '30d' } }), facts, Date.now());
}

describe('a click', () => {
  it('leads to its target and is kept, once for every link', async () => {
    const user = somebody();
    const path = api.path('click', { user, target });
    for (let times = 0; times < 3; times++) {
      const { status, headers } = await api.fetch(path, person);
      expect([status, headers.get('location')]).toEqual([302, target]);
    }
    expect(await api.events(user)).toEqual([
      { name: 'Nudge Clicked', properties: { ...about(user), link: target, proxy: false } },
    ]);
  });

  it('counts for whoever asks by it how tired somebody is; a program’s does not', async () => {
    const user = somebody();
    const path = api.path('click', { user, target });
    await api.fetch(path, { headers: { 'user-agent': 'BarracudaCentral/2' } });
    expect(await looksAtThem(user)).toBe(false);
    await api.fetch(path, person);
    expect(await looksAtThem(user)).toBe(true);
  });

  it.each([
    ['https://xn--e1afmkfd.xn--p1ai/', 'https://пример.рф/'],
    ['https://acme.test/?q=%E6%97%A5%E6%9C%AC', 'https://acme.test/?q=日本'],
    ['https://acme.test/gr%C3%B6%C3%9Fe', 'https://acme.test/größe'],
  ])('leads to %s, which a template writes as %s', async (encoded, written) => {
    const user = somebody();
    expect(targetOf(written)).toBe(encoded);
    const { status, headers } = await api.fetch(api.path('click', { user, target: encoded }), person);
    expect([status, headers.get('location')]).toEqual([302, encoded]);
  });

  it('says which nudge it was, where that is known', async () => {
    const user = somebody();
    const key = `tour~0123456789abcdef/${user}/2/hello/1`;
    await api.kept.store.nudges.record({
      ...{ key, user, journey: 'tour', visit: 2, release: 'r', step: 'hello', template: 'hi', channel: 'email' },
      ...{ locale: 'en', status: 'sent', at: Date.now(), attempts: 1, maybeTwice: false, because: 'x' },
    });
    await api.fetch(api.path('click', { user, target, nudge: key }), person);
    expect((await api.events(user))[0]?.properties).toEqual({
      ...{
        journey: 'tour',
        course: 'tour~0123456789abcdef',
        nudge: key,
        visit: 2,
        step: 'hello',
        round: 1,
        template: 'hi',
      },
      ...{ link: target, proxy: false },
    });
  });

  it('in a journey with `per` says of which enrolment', async () => {
    const user = newUser(somebody());
    const course = courseOf({ journey: 'tour', key: 'team-7' });
    const visit = newVisit({
      visit: 1,
      key: 'team-7',
      exclusive: null,
      release: 'r',
      entry: { event: 'e', at: 1, receivedAt: 1, because: [] },
    });
    await api.kept.store.users.write({ ...user, visits: { [course]: visit } }, Date.now());
    await api.fetch(api.path('click', { user: user.id, target, nudge: `${course}/${user.id}/1/hello/0` }), person);
    expect((await api.events(user.id))[0]?.properties).toMatchObject({ journey: 'tour', key: 'team-7' });
  });

  it('of a scanner is flagged, and keeps no person’s click back', async () => {
    const user = somebody();
    const path = api.path('click', { user, target });
    await api.fetch(path, { method: 'HEAD', ...person });
    await api.fetch(path, { headers: { 'user-agent': 'BarracudaCentral/2' } });
    await api.fetch(path, person);
    expect((await api.events(user)).map(({ name, properties }) => [name, properties.proxy])).toEqual([
      ['Nudge Clicked By Program', true],
      ['Nudge Clicked', false],
    ]);
  });

  it('leads nowhere but where its signature says', async () => {
    const user = somebody();
    const evil = Buffer.from(JSON.stringify(['click', user, 'n', null, null, 'https://evil.test', Date.now() * 2]));
    const signature = api.path('click', { user, target }).split('.')[1];
    for (const path of [
      `/click/${evil.toString('base64url')}.${signature}`,
      `${api.path('click', { user, target })}?target=https://evil.test&url=https://evil.test`,
      api.path('click', { user }),
    ]) {
      const { headers } = await api.fetch(path, person);
      expect([null, target]).toContain(headers.get('location'));
    }
  });

  it('leads on, and is kept nowhere, where the policy wants to know nothing', async () => {
    await api.policy({ tracking: openPolicy.tracking });
    const user = somebody();
    expect((await api.fetch(api.path('click', { user, target }), person)).status).toBe(302);
    expect(await api.events(user)).toEqual([]);
    await api.policy({ tracking: { opens: true, clicks: true } });
  });

  it.each([
    ['hangs', () => new Promise<never>(() => {}), 'a click was not recorded in time'],
    ['refuses', () => Promise.reject(new Error('the database is away')), 'a click was not recorded'],
  ])(
    'leads on within a second or so while the database %s, which is logged without the link',
    async (_how, take, words) => {
      const away = await openApi({ ingest: { record: take }, clock: realClock });
      await away.policy({ tracking: { opens: true, clicks: true } });
      const user = somebody();
      const path = away.path('click', { user, target });
      const began = performance.now();
      const { status, headers } = await away.fetch(path, person);
      expect([status, headers.get('location')]).toEqual([302, target]);
      expect(performance.now() - began).toBeLessThan(5000);
      expect(away.log()).toContain(words);
      expect(away.log()).not.toContain(path.slice(8, 40));
      await away.close();
    },
  );
});

describe('an opening', () => {
  it('is a picture of one pixel that nobody keeps', async () => {
    const user = somebody();
    const { status, headers } = await api.fetch(api.path('open', { user }), person);
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, 'image/gif', 'no-store, private']); // prettier-ignore
    expect(await api.events(user)).toEqual([{ name: 'Nudge Opened', properties: { ...about(user), proxy: false } }]);
  });

  it('by a mail program’s proxy is flagged', async () => {
    const user = somebody();
    const picture = await api.fetch(api.path('open', { user }), { headers: { 'user-agent': 'Mozilla/5.0' } });
    expect((await picture.arrayBuffer()).byteLength).toBe(42);
    expect((await api.events(user)).map(({ name, properties }) => [name, properties.proxy])).toEqual([
      ['Nudge Opened By Program', true],
    ]);
  });
});

describe.each(['click', 'open', 'preferences', 'confirm', 'unsubscribe'] as const)('a link of kind %s', (kind) => {
  const json = { headers: { ...person.headers, accept: 'application/json' } };
  const post = { ...oneClick, headers: { ...oneClick.headers, ...json.headers } };
  const isPosted = kind !== 'click' && kind !== 'open';

  /** What the API says of it instead of following it. */
  async function refusal(path: string, asked: RequestOptions = json): Promise<readonly unknown[]> {
    const answer = await api.fetch(path, asked);
    const body = answer.headers.get('content-type')?.startsWith('application/json') ? await answer.json() : {};
    return [answer.status, (body as { readonly code?: string }).code];
  }

  it('is refused once any letter of it is another, and changes nothing', async () => {
    const user = somebody();
    const [claims = '', signature = ''] = api
      .path(kind, { user, target })
      .slice(kind.length + 2)
      .split('.');
    for (let times = 0; times < 50; times++) {
      const part = times % 2 === 0 ? claims : signature;
      const at = Math.floor(Math.random() * part.length);
      const altered = `${part.slice(0, at)}${part[at] === 'A' ? 'B' : 'A'}${part.slice(at + 1)}`;
      const path = times % 2 === 0 ? `${altered}.${signature}` : `${claims}.${altered}`;
      expect({ path, said: await refusal(`/${kind}/${path}`) }).toEqual({ path, said: [403, 'LINK_INVALID'] });
      if (isPosted) expect(await refusal(`/${kind}/${path}`, post)).toEqual([403, 'LINK_INVALID']);
    }
    expect(await api.events(user)).toEqual([]);
  });

  it('is refused when its time is over', async () => {
    const user = somebody();
    const path = api.path(kind, { user, target, expires: Date.now() - 1 });
    expect(await refusal(path)).toEqual([410, 'LINK_EXPIRED']);
    if (isPosted) expect(await refusal(path, post)).toEqual([410, 'LINK_EXPIRED']);
    expect(await api.events(user)).toEqual([]);
  });

  it('is refused with the signature of another user’s, or of another target', async () => {
    const user = somebody();
    const [mine = ''] = api.path(kind, { user, target }).split('.');
    for (const other of [api.path(kind, { user: 'ada', target }), api.path(kind, { user, target: 'https://evil.test' })]) {
      expect(await refusal(`${mine}.${other.split('.')[1] ?? ''}`)).toEqual([403, 'LINK_INVALID']);
    }
    expect(await api.events(user)).toEqual([]);
  }); // prettier-ignore
});
