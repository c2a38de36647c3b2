import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { day } from '../../domain/time/instant.ts';
import { blocksOf, readDocument } from '../docs/documents.ts';
import { oneClick } from '../support/api.ts';
import { signatureOf } from '../support/dkim.ts';
import { monday } from '../support/event.ts';
import { headersIn, linksIn } from '../support/mail.ts';
import { openRecipients, type Recipients } from '../support/recipients.ts';
import { freshName } from '../support/stack.ts';

const place = 'my-workspace/';
/** Of every fifty people one would get nothing, and nobody knows which. */
const holdout = /^holdout:.*\n/m;

/** The documented workspace, as growth managers would copy it. */
function documented(): ReadonlyMap<string, string> {
  const blocks = blocksOf(readDocument('docs/growth.md')).filter(({ about }) => about.startsWith(place));
  const files = new Map(blocks.map(({ about, text }) => [about.slice(place.length), text]));
  const policy = files.get('policy.yaml') ?? '';
  expect(policy).toMatch(holdout);
  return files.set('policy.yaml', policy.replace(holdout, ''));
}

let people: Recipients;
let folder: string;
let publicKey: KeyObject;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usher-dkim-'));
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  publicKey = pair.publicKey;
  await writeFile(join(folder, 'key.pem'), pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  people = await openRecipients(documented(), {
    USHER_DKIM_DOMAIN: 'acme.test',
    USHER_DKIM_SELECTOR: 'usher',
    USHER_DKIM_KEY_PATH: join(folder, 'key.pem'),
  });
});
afterAll(async () => {
  await people.close();
  await rm(folder, { recursive: true });
});

const asked = 'Is this you?';
const issue = 'Good to have you';

/** Somebody who has asked for the news, and the link of the mail that came. */
async function asksForNews(): Promise<{ readonly user: string; readonly link: string }> {
  const user = await people.somebody();
  await people.does(user, 'Subscribed', { channel: 'email', category: 'news' });
  const [link = '', ...more] = linksIn(await people.mail(user, asked), 'confirm');
  expect(more).toEqual([]);
  return { user, link };
}

/** What a reader of the page does. */
async function presses(link: string): Promise<void> {
  const page = await people.fetch(link);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<form method="post">')]);
  const { method, headers } = oneClick;
  const { status } = await people.fetch(link, { method, headers, body: 'confirm=yes' });
  expect(status).toBe(200);
}

describe('the double opt-in of the documents', () => {
  it('asks by a mail, and sends news once its reader has pressed the button behind the link', async () => {
    const { user, link } = await asksForNews();
    for (const method of ['GET', 'HEAD']) await people.fetch(link, { method });
    await people.once(user, ({ visits }) => visits.newsletter?.decision?.effect.kind === 'wait');
    expect((await people.store.users.read(user)).profile.consent['email/news']).toMatchObject({ says: 'in' });
    expect(await people.subjects(user)).toEqual([asked]);
    await presses(link);
    await people.mail(user, issue);
    expect(await people.subjects(user)).toEqual([asked, issue]);
  });

  it('sends no news to who presses nothing', async () => {
    const { user } = await asksForNews();
    people.shows(user, monday + 15 * day);
    await people.told(user, 'exit-unconfirmed finished: unconfirmed');
    await people.once(user, ({ visits }) => visits.newsletter?.status === 'closed');
    expect(await people.subjects(user)).toEqual([asked]);
  });

  it('takes the link of an older address for no word of the newer one', async () => {
    const { user, link } = await asksForNews();
    await people.moves(user, `${freshName('elsewhere')}@acme.test`);
    await presses(link);
    await people.told(user, 'first-issue skipped: double opt-in: news by email is not confirmed yet');
  });

  it('signs what it sends: the question without the one click, the news with it, and both of its headers', async () => {
    const { user, link } = await asksForNews();
    await presses(link);
    const [question, news] = [await people.mail(user, asked), await people.mail(user, issue)];
    const clicks = (source: string) => ['List-Unsubscribe', 'List-Unsubscribe-Post'].map((name) => headersIn(source, name).length); // prettier-ignore
    expect([clicks(question.source), clicks(news.source)]).toEqual([[0, 0], [1, 1]]); // prettier-ignore
    const signatures = [question, news].map(({ source }) => signatureOf(source, publicKey));
    expect(signatures.map(({ verified, tags }) => [verified, tags.d])).toEqual([[true, 'acme.test'], [true, 'acme.test']]); // prettier-ignore
    expect(signatures[1]?.covers).toEqual(expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post']));
  });
});
