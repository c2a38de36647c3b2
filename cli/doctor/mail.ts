import { connect } from 'node:net';
import type { Configuration } from '../../domain/configuration/configuration.ts';
import { second } from '../../domain/time/instant.ts';
import { fine, reasonOf, warning, wrong, type Finding } from './finding.ts';

/** Looks at whether mails can go out, and with which links. */
export async function lookAtMail({ smtp, links, clock }: Configuration): Promise<readonly Finding[]> {
  // The demonstration gives its own to the processes that it starts.
  if (clock === 'demonstration') return [];
  return [await server(smtp.url), linksOf(links)];
}

const ports: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };

async function server(url: string | null): Promise<Finding> {
  if (url === null) return wrong('mail', 'SMTP_URL is not set', 'set it where workers run: smtps://…');
  const { hostname, port, protocol } = new URL(url);
  const place = `${hostname}:${port || String(ports[protocol])}`;
  try {
    await reach(hostname, Number(port || ports[protocol]));
    return fine('mail', `a server is at ${place}`);
  } catch (error) {
    return wrong('mail', `nobody is at ${place}: ${reasonOf(error)}`, 'start it, or check SMTP_URL');
  }
}

/** A server in reach takes a connection long before that. */
const patience = 5 * second;

function reach(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: patience });
    const end = (error?: Error): void => {
      socket.destroy();
      if (error === undefined) resolve();
      else reject(error);
    };
    socket.once('connect', () => end());
    socket.once('error', end);
    socket.once('timeout', () => end(new Error('no answer within 5 s')));
  });
}

function linksOf({ secrets, publicUrl }: Configuration['links']): Finding {
  if (secrets.length === 0) {
    const todo = 'set it for workers and the API alike: openssl rand -base64 32';
    return wrong('links', 'USHER_LINK_SECRET is not set: a worker does not start', todo);
  }
  if (publicUrl === null)
    return wrong(
      'links',
      'USHER_PUBLIC_URL is not set: a worker does not start',
      'set it to where people reach usher serve',
    );
  if (publicUrl.startsWith('http:'))
    return warning('links', `lead to ${publicUrl}`, 'use https:// for everybody but yourself');
  return fine('links', `lead to ${publicUrl}, ${secrets.length === 1 ? 'one key' : `${secrets.length} keys`}`);
}
