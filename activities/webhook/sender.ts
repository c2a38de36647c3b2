import type { WebhookConfiguration } from '../../domain/configuration/configuration.ts';
import type { Result } from '../../domain/enrolment/deliver.ts';
import { second } from '../../domain/time/instant.ts';
import { isPublic, type Permitted } from './address.ts';
import { judge } from './judge.ts';
import { guardedLookup } from './lookup.ts';
import { patience as ordinary, post } from './post.ts';
import { signed } from './signature.ts';

/** One request, ready to go. */
export interface WebhookRequest {
  /** The same for every attempt. */
  readonly id: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
}

/** Sends webhooks. What the receiver answers is a result, never an exception. */
export interface WebhookSender {
  send(request: WebhookRequest): Promise<Result>;
}

/** Signs every request, and sends none to an address that is not public but for the hosts that are allowed. */
export function createWebhookSender({ secrets, allow }: WebhookConfiguration, patience = ordinary): WebhookSender {
  return {
    async send({ id, url, headers, body }) {
      if (secrets.length === 0) return unsigned;
      const target = new URL(url);
      const permitted = permittedAt(target, allow);
      const because = refusal(target, permitted);
      if (because !== null) return { kind: 'failed', because, refused: false };
      const signature = signed({ id, body, secrets, at: Date.now() });
      const all = { ...headers, ...signature, 'idempotency-key': id };
      const started = Date.now();
      const outcome = await post(target, { headers: all, body, lookup: guardedLookup(permitted), patience });
      return judge(outcome, (Date.now() - started) / second);
    },
  };
}

/** Somebody has to set it; until then the nudge waits in view of everybody. */
const unsigned: Result = { kind: 'later', because: 'USHER_WEBHOOK_SECRET is not set, and no webhook goes out unsigned', unsure: false }; // prettier-ignore

function permittedAt({ hostname, port, protocol }: URL, allow: WebhookConfiguration['allow']): Permitted {
  const asked = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  const named = allow.some(({ host, port: only }) => host === hostname.toLowerCase() && (only ?? asked) === asked);
  return named ? () => true : isPublic;
}

/** An address in figures is never looked up: it is judged here. */
function refusal({ hostname, username, password }: URL, permitted: Permitted): string | null {
  if (username !== '' || password !== '') return 'webhook refused: its address has a name or a password in it';
  const address = hostname.replace(/^\[|\]$/g, '');
  return isFigures(address) && !permitted(address) ? `webhook refused: ${address} is not a public address` : null;
}

function isFigures(host: string): boolean {
  return host.includes(':') || /^[\d.]+$/.test(host);
}
