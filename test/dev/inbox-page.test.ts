import { request } from 'node:http';
import { createTransport } from 'nodemailer';
import { createInbox, type Inbox } from '../../dev/inbox/inbox.ts';
import type { Summary } from '../../dev/inbox/message.ts';

let inbox: Inbox;

const evil = '<script>parent.document.title="owned"</script>"><img src=x onerror=alert(1)>';

function send(to: string, subject: string, html?: string): Promise<unknown> {
  return createTransport(inbox.smtpUrl).sendMail({ from: 'us@acme.test', to, subject, text: `text ${evil}`, html });
}

beforeEach(async () => {
  inbox = await createInbox({ folder: null, smtpPort: 0, httpPort: 0 });
});
afterEach(() => inbox.stop());

function get(path: string): Promise<Response> {
  return fetch(new URL(path, inbox.pageUrl));
}
async function page(path: string): Promise<string> {
  return (await get(path)).text();
}
async function idOf(to: string): Promise<string> {
  return (await inbox.messages(to))[0]!.id;
}

describe('the page', () => {
  it('lists mails newest first, all or those to one recipient', async () => {
    expect(await page('/')).toContain('No mail yet');
    await send('ada@acme.test', 'Monday');
    await send('bo@acme.test', 'Tuesday');
    const all = await page('/');
    expect(all.indexOf('Tuesday')).toBeLessThan(all.indexOf('Monday'));
    const one = await page('/?to=ADA@acme.test');
    expect(one).toContain('Monday');
    expect(one).not.toContain('Tuesday');
  });

  it('shows one mail: its HTML in a sandboxed frame, its text, headers and source', async () => {
    await send('ada@acme.test', 'welcome', '<h1>Hello</h1><a href="https://acme.test/">go</a>');
    const id = await idOf('ada@acme.test');
    const shown = await page(`/messages/${id}`);
    expect(shown).toContain(`src="/messages/${id}/html"`);
    expect(/sandbox="([^"]*)"/.exec(shown)?.[1]).toBe('allow-popups allow-popups-to-escape-sandbox');
    expect(shown).toContain('<dt>Message-ID</dt>');
    const framed = await get(`/messages/${id}/html`);
    expect(await framed.text()).toContain('<h1>Hello</h1>');
    const policy = framed.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';/);
    expect(policy).not.toMatch(/script-src|allow-scripts|allow-same-origin|http/);
  });

  it('escapes whatever a mail says, in its list and around its frame', async () => {
    await send(`"${evil.replaceAll('"', '')}" <ada@acme.test>`, evil, evil);
    const id = await idOf('ada@acme.test');
    for (const path of ['/', `/?to=${encodeURIComponent(evil)}`, `/messages/${id}`]) {
      expect(await page(path)).not.toMatch(/<script>parent|<img src=x/);
    }
  });

  it('runs no script but its own and loads nothing from elsewhere', async () => {
    const response = await get('/');
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'self'; script-src 'self';/,
    );
    expect(await response.text()).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect((await get('/inbox.css')).headers.get('content-type')).toContain('text/css');
    expect((await get('/inbox.js')).headers.get('content-type')).toContain('text/javascript');
  });

  it.each(['/nothing', '/messages/1-1', '/messages/..%2F..%2Fetc%2Fpasswd', '/api/messages/constructor'])(
    'has nothing at %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it('answers no other name than that of this machine', async () => {
    const { port } = new URL(inbox.pageUrl);
    const status = await new Promise((resolve, reject) => {
      const asking = request({ port, host: '127.0.0.1', headers: { host: `rebound.test:${port}` } });
      asking.on('response', (response) => resolve(response.resume().statusCode));
      asking.on('error', reject).end();
    });
    expect(status).toBe(403);
  });
});

describe('the API', () => {
  it('counts, lists and reads', async () => {
    await send('ada@acme.test', 'welcome');
    expect(await (await get('/api/count?to=ada@acme.test')).json()).toEqual({ count: 1 });
    const [summary] = (await (await get('/api/messages?to=ada@acme.test')).json()) as Summary[];
    expect(summary).toMatchObject({ subject: 'welcome', to: ['ada@acme.test'] });
    expect(await (await get(`/api/messages/${summary!.id}`)).json()).toMatchObject({ subject: 'welcome', html: null });
    expect(await page(`/api/messages/${summary!.id}/source`)).toContain('Subject: welcome');
  });

  it('waits for mails to come', async () => {
    const waiting = get('/api/messages?to=ada@acme.test&atLeast=2&within=20000');
    await send('ada@acme.test', 'one');
    await send('ada@acme.test', 'two');
    expect(await (await waiting).json()).toHaveLength(2);
    expect(await (await get('/api/messages?to=ada@acme.test&atLeast=3&within=50')).json()).toHaveLength(2);
  });

  it('changes nothing unless it was started for tests, and then only for those that ask in JSON', async () => {
    const clear = (url: string, type: string): Promise<Response> =>
      fetch(new URL('/api/clear', url), { method: 'POST', headers: { 'content-type': type }, body: '{}' });
    expect((await clear(inbox.pageUrl, 'application/json')).status).toBe(405);
    const tame = await createInbox({ folder: null, smtpPort: 0, httpPort: 0, control: true });
    expect((await clear(tame.pageUrl, 'text/plain')).status).toBe(400);
    expect((await clear(tame.pageUrl, 'application/json')).status).toBe(200);
    await tame.stop();
  });
});
