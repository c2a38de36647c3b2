import { MongoNetworkError } from 'mongodb';
import { startServer } from '../../api/server.ts';
import { gate } from '../support/gate.ts';
import { oneClick, openApi, somebody, type TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const away = (): Promise<never> => Promise.reject(new MongoNetworkError('nobody'));

describe('the API', () => {
  it('is well while it reaches the database', async () => {
    const answer = await api.fetch('/health');
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('says what it is not, and that a No has to be said again, while the database is away', async () => {
    const { users, nudges, releases } = api.kept.store;
    const store = { users: { ...users, read: away }, nudges, releases: { ...releases, current: away } };
    const without = await openApi({ store });
    expect((await without.fetch('/health')).status).toBe(503);
    const user = somebody();
    expect((await without.fetch(without.path('unsubscribe', { user }))).status).toBe(200);
    const answer = await without.fetch(without.path('unsubscribe', { user }), oneClick);
    expect([answer.status, await answer.text()]).toEqual([
      503,
      expect.stringContaining('Please try again in a minute'),
    ]);
    await without.close();
  });

  it('tells nobody where a page was, and lets nobody frame it or run anything in it', async () => {
    const { headers } = await api.fetch(api.path('unsubscribe', { user: somebody() }));
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('logs the route, and neither the link nor who came', async () => {
    const user = somebody();
    const path = api.path('preferences', { user });
    await api.fetch(path, { headers: { 'user-agent': 'a telling agent' } });
    await api.fetch(`${path}x`);
    await api.fetch(`/nowhere/${user}`);
    const log = api.log();
    expect(log).toContain('"route":"/preferences/:token","status":200');
    for (const personal of [path.slice(13, 60), user, 'telling', '127.0.0.1']) expect(log).not.toContain(personal);
  });

  it('has nothing at other addresses, for people and for programs', async () => {
    expect((await api.fetch('/admin')).status).toBe(404);
    const answer = await api.fetch('/v1/other');
    expect([answer.status, await answer.json()]).toEqual([404, expect.objectContaining({ code: 'PAGE_UNKNOWN' })]);
  });

  it('answers one link sixty times a minute, and every other all the same', async () => {
    const [often, seldom] = [api.path('open', { user: somebody() }), api.path('open', { user: somebody() })];
    const answers: number[] = [];
    for (let times = 0; times < 61; times++) answers.push((await api.fetch(often)).status);
    expect([answers.filter((status) => status === 200).length, answers.at(-1)]).toEqual([60, 429]);
    expect((await api.fetch(seldom)).status).toBe(200);
  });

  it('answers what was asked before it was told to stop, and takes nothing more', async () => {
    const door = gate();
    const stopping = await openApi({ ingest: { record: () => door.pass().then(() => 'stored' as const) } });
    const asked = stopping.fetch(stopping.path('unsubscribe', { user: somebody() }), oneClick);
    await door.reached;
    const closed = stopping.close();
    door.open();
    expect((await asked).status).toBe(200);
    await closed;
    await expect(stopping.fetch('/health')).rejects.toThrow();
  });

  it('cannot listen where somebody else does, and says so', async () => {
    const address = new URL(api.url).host;
    await expect(startServer(address, {} as never)).rejects.toThrow();
  });
});
