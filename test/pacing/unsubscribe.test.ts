import { chromium as browsers } from 'playwright-core';
import { signed } from '../../activities/webhook/signature.ts';
import type { Message } from '../../dev/inbox/message.ts';
import { day, hour } from '../../domain/time/instant.ts';
import { oneClick, providerSecret, type RequestOptions } from '../support/api.ts';
import { monday } from '../support/event.ts';
import { headersIn, linksIn } from '../support/mail.ts';
import { chromium, describeWithProgram } from '../support/needs.ts';
import { openRecipients, type Recipients } from '../support/recipients.ts';
import { freshName } from '../support/stack.ts';
import { mailingWorkspace } from '../workspaces/mailing.ts';

const night = monday + 13 * hour;
const morning = monday + 23 * hour;

let people: Recipients;
beforeAll(async () => {
  people = await openRecipients(mailingWorkspace);
});
afterAll(() => people.close());

/** The one header of this name. */
function headerOf({ source }: Message, name: string): string {
  const [value = '', ...more] = headersIn(source, name);
  expect(more).toEqual([]);
  return value;
}

/** What a reader does, or a program of theirs, with a mail of ours in hand. */
type Refusing = (mail: Message, user: string) => Promise<void>;

/** RFC 8058, section 3.2: what the two headers say, and nothing else. */
function byOneClick(post: RequestOptions): Refusing {
  return async (mail) => {
    expect(headerOf(mail, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    const [, address = ''] = /^<(https:[^>]+)>$/.exec(headerOf(mail, 'List-Unsubscribe')) ?? [];
    const { status, headers } = await people.fetch(address, post);
    expect([status, headers.get('location'), headers.get('set-cookie')]).toEqual([200, null, null]);
  };
}

const multipart: RequestOptions = {
  method: 'POST',
  body: '-----FormBoundaryx\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n-----FormBoundaryx--\r\n',
  headers: { 'content-type': 'multipart/form-data; boundary=---FormBoundaryx' },
};

/** What the mail's provider reports: the mail's id is all that it says of whom. */
const byComplaint: Refusing = async (mail) => {
  const id = freshName('report');
  const report = { type: 'complained', messageId: headerOf(mail, 'Message-ID'), at: Date.now(), id };
  const body = JSON.stringify({ reports: [report] });
  const headers = { 'content-type': 'application/json', ...signed({ id, body, secrets: [providerSecret], at: Date.now() }) }; // prettier-ignore
  const answer = await people.fetch('https://go.acme.test/v1/providers/email', { method: 'POST', body, headers });
  expect([answer.status, await answer.json()]).toEqual([200, { results: [{ id, result: 'stored' }] }]);
};

const no = 'unsubscribed from tips by email';

/** Somebody who has got one mail on a Monday morning. */
async function welcomed(): Promise<{ readonly user: string; readonly mail: Message }> {
  const user = await people.somebody();
  await people.does(user, 'Begins welcome');
  const mail = await people.mail(user, 'welcome');
  // Only then it is known by its id.
  await people.once(user, isOver);
  return { user, mail };
}

/** Somebody refuses while a nudge is held for the night; gives all that came, up to the next day. */
async function refusesAtNight(refuse: Refusing, news: 'comes' | 'stays out'): Promise<void> {
  const { user, mail } = await welcomed();
  people.shows(user, night);
  await people.does(user, 'Begins tutorial');
  await people.does(user, 'Begins news');
  const { ledger } = await people.once(user, (one) => one.ledger.filter(({ status }) => status === 'held').length === 2); // prettier-ignore
  expect(ledger).toContainEqual(expect.objectContaining({ template: 'tutorial', status: 'held' }));
  await refuse(mail, user);
  await people.does(user, 'Begins receipt');
  await people.mail(user, 'receipt');
  people.shows(user, morning);
  await people.told(user, `tutorial skipped: ${no}`);
  await people.does(user, 'Begins ideas');
  await people.told(user, `ideas skipped: ${no}`);
  const came = news === 'comes' ? ['news'] : [];
  if (news === 'comes') await people.mail(user, 'news');
  else await people.told(user, 'news skipped: unsubscribed from news by email');
  expect(await people.subjects(user)).toEqual(['welcome', 'receipt', ...came]);
  const left = (await people.once(user, isOver)).ledger.map(({ template, status }) => `${template} ${status}`);
  expect(new Set(left)).toEqual(new Set(['welcome', 'receipt', ...came].map((template) => `${template} sent`)));
}

/** Somebody refuses after a nudge was reserved, before it is handed to the provider. */
async function refusesBeforeHandingOver(refuse: Refusing): Promise<void> {
  const { user, mail } = await welcomed();
  const reserved: unknown[] = [];
  people.beforeHandingOver(user, async () => {
    reserved.push(...(await people.store.users.read(user)).ledger.filter(({ template }) => template === 'tutorial'));
    await refuse(mail, user);
  });
  await people.does(user, 'Begins tutorial');
  await people.told(user, `tutorial skipped: ${no}`);
  expect(reserved).toMatchObject([{ status: 'sending', lease: expect.any(Number) as number }]);
  await people.does(user, 'Begins receipt');
  await people.mail(user, 'receipt');
  expect(await people.subjects(user)).toEqual(['welcome', 'receipt']);
}

function isOver({ visits }: Awaited<ReturnType<Recipients['store']['users']['read']>>): boolean {
  return Object.values(visits).every(({ status }) => status === 'closed');
}

describe('nothing of a category leaves after its reader', () => {
  it.each([['application/x-www-form-urlencoded', oneClick], ['multipart/form-data', multipart]])(
    'has unsubscribed with one click, as %s, while one was held for the night; receipts and news do',
    (_type, post) => refusesAtNight(byOneClick(post), 'comes'),
  ); // prettier-ignore

  it('has unsubscribed with one click while one was reserved', () => refusesBeforeHandingOver(byOneClick(oneClick)));

  it('has complained while one was held for the night: then no mail does but receipts', () =>
    refusesAtNight(byComplaint, 'stays out'));

  it('has complained while one was reserved', () => refusesBeforeHandingOver(byComplaint));

  it('has unsubscribed twice, by both ways, and a scanner has only looked', async () => {
    const { user, mail } = await welcomed();
    const [, address = ''] = /^<(.+)>$/.exec(headerOf(mail, 'List-Unsubscribe')) ?? [];
    for (const method of ['GET', 'HEAD']) await people.fetch(address, { method });
    await people.does(user, 'Begins tutorial');
    await people.mail(user, 'tutorial');
    for (const refuse of [byOneClick(oneClick), byComplaint]) await refuse(mail, user);
    await people.does(user, 'Begins ideas');
    await people.told(user, `ideas skipped: ${no}`);
    expect(await people.subjects(user)).toEqual(['welcome', 'tutorial']);
  });
});

describeWithProgram(chromium, 'nothing of a category leaves after its reader has taken it off the page of preferences', (executablePath) => {
  const opening = browsers.launch.bind(browsers, { executablePath, args: ['--no-sandbox'] });
  let browser: Awaited<ReturnType<typeof opening>>;
  beforeAll(async () => {
    browser = await opening();
  });
  afterAll(() => browser.close());

  const byPage: Refusing = async (mail) => {
    const [address = ''] = linksIn(mail, 'preferences');
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(people.reached(address));
    await page.getByRole('checkbox', { name: 'Tips' }).uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('status').waitFor();
    expect(await page.getByRole('checkbox', { name: 'News' }).isChecked()).toBe(true);
    await page.close();
  };

  it('while one was held for the night; receipts and news do', () => refusesAtNight(byPage, 'comes'));

  it('while one was reserved', () => refusesBeforeHandingOver(byPage));
}); // prettier-ignore

describe('a journey that waits for a click', () => {
  const person = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };

  /** Somebody whose mail a scanner has tried, in two ways. */
  async function scanned(): Promise<{ readonly user: string; readonly address: string }> {
    const user = await people.somebody();
    await people.does(user, 'Begins guide');
    const [address = '', ...more] = linksIn(await people.mail(user, 'invite'), 'click');
    expect(more).toEqual([]);
    await people.once(user, ({ visits }) => visits.guide?.decision?.effect.kind === 'wait');
    const tries: RequestOptions[] = [{ method: 'HEAD', headers: person }, { headers: { 'user-agent': 'BarracudaCentral/2' } }]; // prettier-ignore
    for (const how of tries) expect((await people.fetch(address, how)).status).toBe(302);
    const { profile, visits } = await people.once(
      user,
      ({ profile }) => profile.events['Nudge Clicked By Program']?.count === 1,
    );
    expect(profile.events['Nudge Clicked']).toBeUndefined();
    expect(visits.guide).toMatchObject({ status: 'open', decision: { effect: { kind: 'wait' } } });
    return { user, address };
  }

  it('is led on by its reader’s, who comes to the very page that the mail names', async () => {
    const { user, address } = await scanned();
    const { status, headers } = await people.fetch(address, { headers: person });
    const target = 'https://app.acme.test/start?from=mail&plan=pro#top';
    expect([status, headers.get('location')]).toEqual([302, target]);
    await people.mail(user, 'thanks');
    expect(await people.subjects(user)).toEqual(['invite', 'thanks']);
  });

  it('is not by a scanner’s: it waits for as long as it says', async () => {
    const { user } = await scanned();
    people.shows(user, monday + 2 * day);
    await people.mail(user, 'reminder');
    expect(await people.subjects(user)).toEqual(['invite', 'reminder']);
  });
});

it('tells the logs of worker and API no link and no address', () => {
  const log = people.log();
  expect(log).toContain('/unsubscribe/:token');
  expect(log).not.toMatch(/@acme\.test|go\.acme\.test|[\w-]{20,}\.[\w-]{43}/);
});
