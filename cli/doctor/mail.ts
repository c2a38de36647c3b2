import { createTransport } from 'nodemailer';
import type { Configuration } from '../../domain/configuration/configuration.ts';
import { second } from '../../domain/time/instant.ts';
import { fine, reasonOf, wrong, type Finding } from './finding.ts';

/** Looks at whether mails can go out: as far as a worker goes before the first of them. */
export async function lookAtMail({ smtp: { url }, clock }: Configuration): Promise<readonly Finding[]> {
  // The demonstration gives its own to the processes that it starts.
  if (clock === 'demonstration') return [];
  if (url === null) return [wrong('mail', 'SMTP_URL is not set', 'set it where workers run: smtps://…')];
  if (!URL.canParse(url)) return [wrong('mail', 'SMTP_URL is not a URL', 'smtps://user:password@host:465')];
  return [await server(url)];
}

/** A server in reach greets long before that. */
const patience = { connectionTimeout: 5 * second, greetingTimeout: 5 * second, socketTimeout: 5 * second };

async function server(url: string): Promise<Finding> {
  const { host, username } = new URL(url);
  const transport = createTransport({ url, ...patience });
  try {
    await transport.verify();
    return fine(
      'mail',
      `${host} greets${username === '' ? '' : `, and does not refuse ${decodeURIComponent(username)}`}`,
    );
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    const todo = code === 'EAUTH' ? 'check the user and the password in SMTP_URL' : 'start it, or check SMTP_URL';
    return wrong('mail', `${host}: ${reasonOf(error)}`, todo);
  } finally {
    transport.close();
  }
}
