import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDkimKey, type DkimKey } from '../../../activities/email/dkim.ts';
import { createEmailProvider, type Mail } from '../../../activities/email/provider.ts';
import { createInbox, type Inbox } from '../../../dev/inbox/inbox.ts';
import { signatureOf } from '../../support/dkim.ts';
import { headersIn } from '../../support/mail.ts';

const oneClick = `https://go.acme.test/unsubscribe/${'a1B2-_'.repeat(120)}.${'c'.repeat(43)}`;
const mail: Mail = {
  from: { name: 'Acme für alle', address: 'hello@mail.acme.test' },
  to: 'bo@acme.test',
  subject: 'Willkommen, Zoë – ein Betreff, der so lang ist, dass er in mehrere Zeilen geteilt werden muss',
  html: '<p>Schöne Grüße  aus   Köln</p>\n.\n<p>End</p>\n\n',
  text: 'Schöne Grüße  aus   Köln\n.\nEnd\n\n',
  messageId: '<1@mail.acme.test>',
  oneClick,
};

let folder: string;
let inbox: Inbox;
let publicKey: KeyObject;
let dkim: DkimKey;

const configured = (keyPath: string) => ({ domain: 'mail.acme.test', selector: 'usher', keyPath });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usher-dkim-'));
  inbox = await createInbox({ folder: null, smtpPort: 0, httpPort: 0 });
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  publicKey = pair.publicKey;
  await writeFile(join(folder, 'key.pem'), pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  dkim = await readDkimKey(configured(join(folder, 'key.pem')));
});
afterAll(async () => {
  await inbox.stop();
  await rm(folder, { recursive: true });
});

/** The mail as it came over the wire. */
async function received(sent: Mail, signing: DkimKey | null = dkim): Promise<string> {
  const provider = createEmailProvider(inbox.smtpUrl, signing);
  const result = await provider.send(sent);
  provider.close();
  if (result.kind !== 'sent') throw new Error(result.because);
  const [message] = await inbox.messages();
  await inbox.clear();
  return message?.source ?? '';
}

describe('a mail that nobody asked for', () => {
  it('says how one POST ends it, as RFC 8058 wants it', async () => {
    const source = await received(mail, null);
    expect(headersIn(source, 'List-Unsubscribe')).toEqual([`<${oneClick}>`]);
    expect(headersIn(source, 'List-Unsubscribe-Post')).toEqual(['List-Unsubscribe=One-Click']);
    expect(Math.max(...source.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  it('is signed, and the signature covers both headers of the click', async () => {
    const { tags, covers, verified } = signatureOf(await received(mail), publicKey);
    expect(verified).toBe(true);
    expect(tags).toMatchObject({ v: '1', d: 'mail.acme.test', s: 'usher' });
    expect(covers).toEqual(expect.arrayContaining(['from', 'to', 'subject', 'date', 'message-id']));
    expect(covers).toEqual(expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post']));
  });

  it.each([
    ['the address of the click', 'https://go.acme.test/unsubscribe', 'https://go.evil.test/unsubscribe'],
    ['how it is to be clicked', 'One-Click', 'Two-Click'],
    ['the sender', 'hello@mail.acme.test>', 'hullo@mail.acme.test>'],
    ['the body', '<p>End</p>', '<p>Fin</p>'],
  ])('has a wrong signature once somebody has changed %s', async (_what, before, after) => {
    const source = await received(mail);
    expect(source).toContain(before);
    const altered = source.replaceAll(before, after);
    expect(signatureOf(altered, publicKey).verified).toBe(false);
  });

  it.each(['List-Unsubscribe', 'List-Unsubscribe-Post'])('has a wrong signature without its %s', async (name) => {
    const source = await received(mail);
    const without = source.replace(new RegExp(`^${name}:[^\\r]*\\r\\n(?:[ \\t][^\\r]*\\r\\n)*`, 'm'), '');
    expect(headersIn(without, name)).toEqual([]);
    expect(signatureOf(without, publicKey).verified).toBe(false);
  });

  it('keeps its signature where a server folds lines anew and adds headers above', async () => {
    const source = await received(mail);
    const refolded = `Received: from a by b\r\n${source.replace(/^(Subject:) /m, '$1\r\n\t ')}`;
    expect(refolded).not.toBe(`Received: from a by b\r\n${source}`);
    expect(signatureOf(refolded, publicKey).verified).toBe(true);
  });
});

describe('a mail that was asked for', () => {
  it('is signed and has no such headers', async () => {
    const source = await received({ ...mail, oneClick: null });
    expect([headersIn(source, 'List-Unsubscribe'), headersIn(source, 'List-Unsubscribe-Post')]).toEqual([[], []]);
    const { covers, verified } = signatureOf(source, publicKey);
    expect(verified).toBe(true);
    expect(covers).not.toContain('list-unsubscribe');
  });

  it('is not signed where there is no key', async () => {
    expect(headersIn(await received(mail, null), 'DKIM-Signature')).toEqual([]);
  });
});

describe('a key that signs nothing', () => {
  const pem = (key: KeyObject, passphrase?: string): string | Buffer =>
    key.export({
      type: 'pkcs8',
      format: 'pem',
      ...(passphrase !== undefined && { cipher: 'aes-256-cbc', passphrase }),
    });

  it.each([
    ['a key of the type ed25519', () => pem(generateKeyPairSync('ed25519').privateKey)],
    ['512 bits', () => pem(generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey)],
    ['no private key, or one with a passphrase', () => 'secret words'],
    ['no private key, or one with a passphrase', () => pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, 'x')], // prettier-ignore
  ])('is refused as %s, without a word of it', async (found, content) => {
    const path = join(folder, 'other.pem');
    await writeFile(path, content());
    const expected = 'expected an RSA private key in PEM of at least 1024 bits';
    await expect(readDkimKey(configured(path))).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      message: `USHER_DKIM_KEY_PATH: found ${found}, ${expected}`,
    });
  });

  it('is refused where there is none', async () => {
    const path = join(folder, 'nothing.pem');
    const message = `USHER_DKIM_KEY_PATH: ${path} cannot be read`;
    await expect(readDkimKey(configured(path))).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID', message });
  });
});
