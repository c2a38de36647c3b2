import { createTransport } from 'nodemailer';
import type { Result } from '../../domain/enrolment/deliver.ts';
import { providerTime } from '../../domain/enrolment/lease.ts';
import { second } from '../../domain/time/instant.ts';
import type { DkimKey } from './dkim.ts';
import { oneClickHeaders, signedHeaders } from './headers.ts';

/** One mail, ready to go. */
export interface Mail {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** With its angle brackets; the same for every attempt, so that a receiver can drop a repeat. */
  readonly messageId: string;
  /** Where one POST unsubscribes; null: the mail was asked for. */
  readonly oneClick: string | null;
}

/** Sends mails. What the provider answers is a result, never an exception. */
export interface EmailProvider {
  send(mail: Mail): Promise<Result>;
  close(): void;
}

/**
 * An attempt is over before the next one may begin: a server that answers just often enough to keep the socket alive is
 * left after `longest`, and what it has of the mail then is none.
 */
const ordinary = {
  connectionTimeout: 4 * second,
  greetingTimeout: 4 * second,
  socketTimeout: 8 * second,
  longest: providerTime,
};
/** What is given up is cut off at once: nothing of it leaves this machine in the time of the next attempt. */
const cutOff = { socketCloseTimeout: 0 };
/** How many deliveries a worker makes at once. */
export const deliveriesAtOnce = 20;
/**
 * As many as there may be deliveries: a mail that had to queue for one could go out after its attempt was given up. Twice,
 * as those that a workflow of a build before has asked for come by the journeys' own queue.
 */
const maxConnections = 2 * deliveriesAtOnce;

/**
 * An e-mail provider behind an SMTP URL (`smtp://user:password@host:port`, `smtps://…`).
 * @param dkim null: mails leave unsigned, and whoever forwards them signs
 */
export function createEmailProvider(
  url: string,
  dkim: DkimKey | null = null,
  { longest, ...timeouts } = ordinary,
): EmailProvider {
  const signing = dkim && { dkim: dkimOptions(dkim) };
  const transport = createTransport({ url, pool: true, maxConnections, ...cutOff, ...timeouts, ...signing });
  return {
    async send({ oneClick, ...mail }) {
      const started = Date.now();
      const sent = { ...mail, to: { name: '', address: mail.to }, ...oneClickHeaders(oneClick) };
      try {
        await transport.sendMail({ ...sent, signal: AbortSignal.timeout(longest) });
        return { kind: 'sent', because: `email accepted in ${((Date.now() - started) / second).toFixed(1)} s` };
      } catch (error) {
        return failure(error);
      }
    },
    close: () => transport.close(),
  };
}

function dkimOptions({ domain: domainName, selector: keySelector, privateKey }: DkimKey) {
  return { domainName, keySelector, privateKey, headerFieldNames: signedHeaders.join(':') };
}

/**
 * 5xx is for good where it is about the mail (DATA) or the address (RCPT TO). A server that refuses us, our password or our
 * sender refuses every mail until somebody mends that: not this one's fault, so it is tried later, like everything else.
 * Only of an address that does not exist, or no longer, is it believed for every mail to come.
 */
function failure(error: unknown): Result {
  const code = field(error, 'responseCode');
  if (typeof code !== 'number')
    return { kind: 'later', because: `SMTP does not answer: ${words(error)}`, unsure: !neverConnected(error), silent: true }; // prettier-ignore
  return refusal(code, error);
}

function refusal(code: number, error: unknown): Result {
  const command = String(field(error, 'command'));
  const enhanced = /^5\d\d[ -](5\.\d{1,3}\.\d{1,3})\b/.exec(String(field(error, 'response')))?.[1] ?? null;
  const told = enhanced === null ? `${code}` : `${code} ${enhanced}`;
  if (code >= 500 && command === 'DATA')
    return { kind: 'failed', because: `SMTP refused the mail with ${told}`, refused: false };
  if (code < 500 || command !== 'RCPT TO' || ofUs.test(told))
    return { kind: 'later', because: `SMTP refused with ${told}`, unsure: false };
  const refused = ofAddress.test(enhanced ?? `${code}`);
  return { kind: 'failed', because: `SMTP refused the address with ${told}`, refused };
}

/** Enhanced status codes (RFC 3463): the sender or the relay is refused, whoever the mail is for. */
const ofUs = / 5\.(?:7\.\d+|1\.[78])$/;
/** There is no such address, or it is disabled; without such a code, what the basic one says. */
const ofAddress = /^(?:5\.(?:1\.\d+|2\.1)|55[013])$/;

/** A connection that broke or fell silent may have carried the mail; one that never came about has not. */
function neverConnected(error: unknown): boolean {
  if (field(error, 'syscall') === 'connect' || field(error, 'code') === 'EDNS') return true;
  return beforeMail.has(String(field(error, 'timeoutType')));
}

/** What is waited for before a server is told of a mail. */
const beforeMail = new Set(['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT']);

function words(error: unknown): string {
  const code = field(error, 'code');
  if (code === 'EABORT') return 'the provider took too long';
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.message : 'no reason given';
}

function field(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;
}
