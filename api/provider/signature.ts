import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { UsherError } from '../../domain/errors.ts';
import { minute, second, type Milliseconds } from '../../domain/time/instant.ts';
import type { Provider } from './provider.ts';

/** So old, or so far ahead, a request may be: whoever has recorded one cannot send it again for ever. */
const tolerance: Milliseconds = 5 * minute;

/**
 * Three headers, one of whose signatures is right. Source: Standard Webhooks,
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md.
 */
export const proveBySignature: Provider['prove'] = ({ headers, raw }, { secrets, now }) => {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((part) => headers[`webhook-${part}`]);
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string')
    throw refused('expected the headers webhook-id, webhook-timestamp and webhook-signature');
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Number(timestamp) * second - now) > tolerance)
    throw refused(`webhook-timestamp ${timestamp.slice(0, 20)} is not within five minutes of now`);
  const right = secrets.map((secret) => {
    const hmac = createHmac('sha256', Buffer.from(secret, 'base64')).update(`${id}.${timestamp}.${raw}`);
    return `v1,${hmac.digest('base64')}`;
  });
  if (!isOneOf(right, signatures.split(' '))) throw refused('no signature is by a key that is known here');
};

/** HTTP's basic authentication, which providers take in the address of a webhook: any user, a key as the password. */
export const proveByPassword: Provider['prove'] = ({ headers: { authorization = '' } }, { secrets }) => {
  const given = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization)?.[1];
  if (given === undefined) throw refused('expected basic authentication, with a key as the password');
  const words = Buffer.from(given, 'base64').toString();
  const password = words.slice(words.indexOf(':') + 1);
  if (!isOneOf(secrets.map((secret) => `whsec_${secret}`), [password])) throw refused('the password is no key that is known here'); // prettier-ignore
};

function refused(message: string): UsherError {
  return new UsherError('SIGNATURE_INVALID', message);
}

/** Compared by their hashes, which are of one length: how long it takes tells nothing. */
function isOneOf(right: readonly string[], given: readonly string[]): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  const found = right.map((one) => given.map((other) => timingSafeEqual(hash(one), hash(other))));
  return found.flat().includes(true);
}
