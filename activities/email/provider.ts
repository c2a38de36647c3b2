import { createTransport } from 'nodemailer';
import type { Result } from '../../domain/enrolment/deliver.ts';
import { second } from '../../domain/time/instant.ts';

/** One mail, ready to go. */
export interface Mail {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** With its angle brackets; the same for every attempt, so that a receiver can drop a repeat. */
  readonly messageId: string;
}

/** Sends mails. What the provider answers is a result, never an exception. */
export interface EmailProvider {
  send(mail: Mail): Promise<Result>;
  close(): void;
}

/** Together shorter than the delivery's lease (20 s): an attempt is over before the next one may begin. */
const timeouts = { connectionTimeout: 4 * second, greetingTimeout: 4 * second, socketTimeout: 8 * second };
/** A server that answers just often enough to keep the socket alive is given up after this. */
const wholeAttempt = 16 * second;
/**
 * As many deliveries at once as there are connections: a mail that had to queue for one could go out after its attempt
 * was given up.
 */
export const deliveriesAtOnce = 20;

/** An e-mail provider behind an SMTP URL (`smtp://user:password@host:port`, `smtps://…`). */
export function createEmailProvider(url: string): EmailProvider {
  const transport = createTransport({ url, pool: true, maxConnections: deliveriesAtOnce, ...timeouts });
  return {
    async send(mail) {
      const started = Date.now();
      try {
        await within(wholeAttempt, transport.sendMail({ ...mail, to: { name: '', address: mail.to } }));
        return { kind: 'sent', because: `email accepted in ${((Date.now() - started) / second).toFixed(1)} s` };
      } catch (error) {
        return failure(error);
      }
    },
    close: () => transport.close(),
  };
}

/**
 * 5xx is for good where it is about the mail (DATA) or the address (RCPT TO). A server that refuses us, our password or our
 * sender refuses every mail until somebody mends that: not this one's fault, so it is tried later, like everything else.
 */
function failure(error: unknown): Result {
  const code = field(error, 'responseCode');
  if (typeof code !== 'number')
    return { kind: 'later', because: `SMTP does not answer: ${words(error)}`, unsure: !neverConnected(error) };
  const command = String(field(error, 'command'));
  const definite = code >= 500 && (command === 'RCPT TO' || command === 'DATA');
  if (!definite) return { kind: 'later', because: `SMTP refused with ${code}`, unsure: false };
  const refused = command === 'RCPT TO';
  return { kind: 'failed', because: `SMTP refused ${refused ? 'the address' : 'the mail'} with ${code}`, refused };
}

/** A connection that broke or fell silent may have carried the mail; one that never was has not. */
function neverConnected(error: unknown): boolean {
  return field(error, 'syscall') === 'connect' || field(error, 'code') === 'EDNS';
}

function words(error: unknown): string {
  const code = field(error, 'code');
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.message : 'no reason given';
}

function field(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;
}

async function within<Value>(limit: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the provider took too long')), limit);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
