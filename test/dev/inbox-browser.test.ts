import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import { chromium as browsers, type Browser } from 'playwright-core';
import { createInbox, type Inbox } from '../../dev/inbox/inbox.ts';
import { chromium, describeWithProgram } from '../support/needs.ts';

describeWithProgram(chromium, 'the inbox in a browser', (executablePath) => {
  let browser: Browser;
  let inbox: Inbox;

  beforeAll(async () => {
    browser = await browsers.launch({ executablePath, args: ['--no-sandbox'] });
    inbox = await createInbox({ folder: null, smtpPort: 0, httpPort: 0 });
  });
  afterAll(() => Promise.all([browser.close(), inbox.stop()]));

  const send = (subject: string, html?: string): Promise<unknown> =>
    createTransport(inbox.smtpUrl).sendMail({ from: 'us@acme.test', to: 'ada@acme.test', subject, html });

  it('shows a mail that comes while it is open, and leaves the reader where they are', async () => {
    await send('Monday');
    const page = await browser.newPage();
    await page.goto(inbox.pageUrl);
    const monday = page.getByRole('link', { name: 'Monday' });
    await monday.focus();
    await send('Tuesday');
    await page.getByRole('link', { name: 'Tuesday' }).waitFor();
    expect(await page.locator(':focus').textContent()).toContain('Monday');
    await page.close();
  });

  it('runs no script of a mail and fetches nothing for it, in its frame or by itself', async () => {
    let fetched = 0;
    const elsewhere = createServer((_request, response) => void response.end(String((fetched += 1))));
    elsewhere.listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const picture = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/pixel.png`;
    const script = '<script>document.title = "owned"; document.body.textContent = "owned"</script>';
    await send('Evil', `<p>kind words</p>${script}<img src="${picture}" onerror="document.body.textContent='owned'">`);
    const id = (await inbox.messages())[0]!.id;
    const page = await browser.newPage();
    for (const path of [`messages/${id}`, `messages/${id}/html`]) {
      await page.goto(new URL(path, inbox.pageUrl).href, { waitUntil: 'load' });
      expect(await page.title()).not.toBe('owned');
      expect(await page.frames().at(-1)!.textContent('body')).toContain('kind words');
    }
    await page.close();
    elsewhere.close();
    expect(fetched).toBe(0);
  });
});
