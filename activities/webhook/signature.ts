import { createHmac } from 'node:crypto';
import { second, type Instant } from '../../domain/time/instant.ts';

interface Signing {
  readonly id: string;
  readonly body: string;
  /** Base64; a receiver needs to know one of them. */
  readonly secrets: readonly string[];
  /** Real time. */
  readonly at: Instant;
}

/**
 * The headers by which a receiver knows that a request is ours, whole, and not an old one. Source: Standard Webhooks,
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md.
 */
export function signed({ id, body, secrets, at }: Signing): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / second));
  const signatures = secrets.map((secret) => {
    const hmac = createHmac('sha256', Buffer.from(secret, 'base64')).update(`${id}.${timestamp}.${body}`);
    return `v1,${hmac.digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
