import { chromium as browsers, type Browser, type Page } from 'playwright-core';
import { openPolicy } from '../../domain/pacing/policy.ts';
import { chromium, describeWithProgram } from '../support/needs.ts';
import { openApi, somebody, type TestApi } from '../support/api.ts';

describeWithProgram(chromium, 'the pages of links in a browser', (executablePath) => {
  let browser: Browser;
  let api: TestApi;
  let page: Page;

  beforeAll(async () => {
    browser = await browsers.launch({ executablePath, args: ['--no-sandbox'] });
    api = await openApi();
    await api.policy({ consent: { ...openPolicy.consent, categories: ['product-tips', 'news'] } });
  });
  afterAll(async () => {
    await browser.close();
    await api.close();
  });
  afterEach(() => page.close());

  // Without scripts, as some mail programs open a page.
  const visit = async (path: string): Promise<void> => {
    page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(`${api.url}${path}`);
  };

  it('unsubscribe with one button, and lead back to a choice', async () => {
    const user = somebody();
    await visit(api.path('unsubscribe', { user, channel: 'email', category: 'product-tips' }));
    expect(await page.getByRole('heading').textContent()).toBe('Stop mails about product tips?');
    await page.getByRole('button', { name: 'Unsubscribe' }).click();
    await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor();
    expect(await api.events(user)).toEqual([
      { name: 'Unsubscribed', properties: { channel: 'email', category: 'product-tips' } },
    ]);
    await page.getByRole('link', { name: 'Choose what you get' }).click();
    const tips = page.getByRole('checkbox', { name: 'Product tips' });
    expect(await tips.isChecked()).toBe(false);
    expect(await page.getByRole('checkbox', { name: 'News' }).isChecked()).toBe(true);
    await tips.check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('status').waitFor();
    expect(await page.getByRole('checkbox', { name: 'Product tips' }).isChecked()).toBe(true);
    expect((await api.kept.store.users.read(user)).profile.consent).toMatchObject({ 'email/product-tips': { says: 'in' } });
  }); // prettier-ignore

  it('let the preferences be set by keyboard alone, each box under its name', async () => {
    const user = somebody();
    await visit(api.path('preferences', { user, channel: 'email' }));
    expect(await page.getByRole('group', { name: /^The mails from Acme/ }).count()).toBe(1);
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').getAttribute('value')).toBe('product-tips');
    await page.keyboard.press('Space');
    for (let times = 0; times < 3; times++) await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Save');
    await page.keyboard.press('Enter');
    await page.getByRole('status').waitFor();
    expect(await page.getByRole('checkbox', { name: 'Product tips' }).isChecked()).toBe(false);
    await page.getByRole('button', { name: 'Unsubscribe from everything' }).click();
    await page.getByRole('status').waitFor();
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
    expect((await api.kept.store.users.read(user)).profile.consent).toMatchObject({ 'email/*': { says: 'out' } });
  });

  it('have a style of their own, also where it is dark and narrow', async () => {
    page = await browser.newPage({ colorScheme: 'dark', viewport: { width: 320, height: 640 } });
    const failed: string[] = [];
    page.on('console', (message) => failed.push(message.text()));
    page.on('requestfailed', (request) => failed.push(request.url()));
    await page.goto(`${api.url}${api.path('preferences', { user: somebody(), channel: 'email' })}`);
    const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(ground).toBe('rgb(20, 22, 26)');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    expect(failed).toEqual([]);
    if (process.env.USHER_SHOTS !== undefined) await page.screenshot({ path: `${process.env.USHER_SHOTS}/dark.png` });
  });
});
