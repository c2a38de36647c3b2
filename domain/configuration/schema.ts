import { z } from 'zod';
import { UsherError } from '../errors.ts';
import type { Configuration } from './configuration.ts';

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const file = z.string().min(1);
const address = z.string().regex(/^[^\s/:]+:\d+$/, 'host:port');

/** Values with commas between them. */
function list(form: RegExp, expectation: string) {
  return z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim()))
    .refine((values) => values.every((each) => form.test(each)), {
      error: `${expectation}, with commas between several`,
    });
}

/** Links are as good as a signature of the user: nobody on their way may read them. */
const publicUrl = /^(https:\/\/[^\s/?#@]+|http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?)(\/[^\s?#]*)?$/i;

/** Every variable that a process of Usher reads, and nothing else: the one place to look one up. */
export const Variables = z.strictObject({
  TEMPORAL_ADDRESS: address.optional(),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  /** On by itself where an API key or a certificate is given. */
  TEMPORAL_TLS: flag.optional(),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: file.optional(),
  TEMPORAL_TLS_CLIENT_CERT_PATH: file.optional(),
  TEMPORAL_TLS_CLIENT_KEY_PATH: file.optional(),
  TEMPORAL_TLS_SERVER_NAME: z.string().min(1).optional(),
  TEMPORAL_API_KEY: z.string().min(1).optional(),
  /** User, password and TLS are part of the URI. */
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\//, 'mongodb://… or mongodb+srv://…').optional(),
  MONGODB_DATABASE: z.string().regex(/^[A-Za-z0-9_-]{1,63}$/, '1–63 letters, digits, - or _').default('usher'),
  /** User and password are part of the URL; `smtps:` is TLS from the start. */
  SMTP_URL: z.string().regex(/^smtps?:\/\//, 'smtp://… or smtps://…').optional(),
  /** A key of 24 to 64 bytes as the Standard Webhooks specification writes it; two while receivers change over. */
  USHER_WEBHOOK_SECRET: list(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/, 'whsec_ and 24 to 64 bytes in base64').optional(),
  USHER_WEBHOOK_ALLOW: list(/^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?$/, 'hosts such as crm.internal or 10.0.0.7:8080').optional(),
  /** Keys of the links in nudges: the first signs, all verify; the older ones until their links have expired. */
  USHER_LINK_SECRET: list(/^[A-Za-z0-9+/_=-]{32,200}$/, '32 to 200 letters, digits or + / - _ =').optional(),
  /** Keys that hash the ids of users who are forgotten: the first hashes, all are kept for as long as proofs are. */
  USHER_FORGET_SECRET: list(/^[A-Za-z0-9+/_=-]{32,200}$/, '32 to 200 letters, digits or + / - _ =').optional(),
  /** Where people reach the API from outside. */
  USHER_PUBLIC_URL: z.string().regex(publicUrl, 'https://… without ? and #; http://… for localhost alone').optional(),
  USHER_API_ADDRESS: address.optional(),
  /** By which mail providers prove who they are; two while they change over. */
  USHER_PROVIDER_SECRET: list(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/, 'whsec_ and 24 to 64 bytes in base64').optional(),
  USHER_DKIM_DOMAIN: z.string().regex(/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/, 'a domain such as acme.test').optional(),
  USHER_DKIM_SELECTOR: z.string().regex(/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/, 'a selector such as usher').optional(),
  /** A private key in PEM. */
  USHER_DKIM_KEY_PATH: file.optional(),
  /** Workers and senders that share a queue share the work; tests and tenants have their own. */
  USHER_TASK_QUEUE: z.string().min(1).max(200).default('usher'),
  /** Where `npm start` keeps its servers' data, mails and logs; the clone's own folder where it is not set. */
  USHER_FOLDER: file.optional(),
  USHER_CLOCK: z.enum(['real', 'demonstration']).default('real'),
  /** Where a worker serves Prometheus metrics: a loopback or private address, there is no password. */
  USHER_METRICS_ADDRESS: address.optional(),
  /** Where Temporal's SDK in the worker serves its own. */
  USHER_TEMPORAL_METRICS_ADDRESS: address.optional(),
  USHER_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
}); // prettier-ignore
export type Variables = z.infer<typeof Variables>;

/** Prefixes that are ours to check: a misspelt variable must not be silently without effect. */
const ours = /^(TEMPORAL|MONGODB|SMTP|USHER)_/;

/**
 * Reads a process's configuration from its environment. An empty variable counts as not set.
 * @throws UsherError CONFIGURATION_INVALID naming every variable that is unknown or wrong
 */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): Configuration {
  const given = Object.entries(environment).filter(([name, value]) => ours.test(name) && (value ?? '') !== '');
  const parsed = Variables.safeParse(Object.fromEntries(given));
  if (parsed.success) return toConfiguration(parsed.data);
  const problems = parsed.error.issues.flatMap((issue) => describe(issue, environment));
  throw new UsherError('CONFIGURATION_INVALID', problems.join('\n'));
}

function describe(issue: z.core.$ZodIssue, environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = Object.keys(Variables.shape);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => `${name} is not a variable that Usher knows; expected one of ${known.join(', ')}`);
  }
  const name = String(issue.path[0]);
  const found = secret.test(name) ? 'a value' : JSON.stringify(environment[name]);
  return [`${name}: found ${found}, expected ${expectation(issue)}`];
}

/** Their values are never shown, wrong or right. */
const secret = /KEY|URI|URL|SECRET/;

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  return issue.message;
}

function toConfiguration(variables: Variables): Configuration {
  return {
    temporal: toTemporal(variables),
    mongo: { uri: variables.MONGODB_URI ?? null, database: variables.MONGODB_DATABASE },
    smtp: { url: variables.SMTP_URL ?? null },
    dkim: toDkim(variables),
    webhook: toWebhook(variables),
    ...toApi(variables),
    folder: variables.USHER_FOLDER ?? null,
    clock: variables.USHER_CLOCK,
    metrics: {
      address: variables.USHER_METRICS_ADDRESS ?? null,
      temporalAddress: variables.USHER_TEMPORAL_METRICS_ADDRESS ?? null,
    },
    logLevel: variables.USHER_LOG_LEVEL,
  };
}

function toApi(variables: Variables): Pick<Configuration, 'links' | 'forget' | 'api'> {
  return {
    links: {
      secrets: variables.USHER_LINK_SECRET ?? [],
      publicUrl: variables.USHER_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    },
    forget: { secrets: variables.USHER_FORGET_SECRET ?? [] },
    api: {
      address: variables.USHER_API_ADDRESS ?? null,
      providerSecrets: (variables.USHER_PROVIDER_SECRET ?? []).map(keyOf),
    },
  };
}

/** A key of the Standard Webhooks specification, without what it is known by. */
function keyOf(secret: string): string {
  return secret.slice('whsec_'.length);
}

/** @throws UsherError CONFIGURATION_INVALID where only a part is given: mails would go out unsigned */
function toDkim(variables: Variables): Configuration['dkim'] {
  const { USHER_DKIM_DOMAIN: domain, USHER_DKIM_SELECTOR: selector, USHER_DKIM_KEY_PATH: keyPath } = variables;
  if (domain !== undefined && selector !== undefined && keyPath !== undefined) return { domain, selector, keyPath };
  if (domain === undefined && selector === undefined && keyPath === undefined) return null;
  const all = 'USHER_DKIM_DOMAIN, USHER_DKIM_SELECTOR and USHER_DKIM_KEY_PATH';
  throw new UsherError('CONFIGURATION_INVALID', `${all}: found some of the three, expected all or none`);
}

function toWebhook({ USHER_WEBHOOK_SECRET, USHER_WEBHOOK_ALLOW }: Variables): Configuration['webhook'] {
  const hosts = (USHER_WEBHOOK_ALLOW ?? []).map((each) => /^(.*?)(?::(\d+))?$/.exec(each) ?? []);
  return {
    secrets: (USHER_WEBHOOK_SECRET ?? []).map(keyOf),
    allow: hosts.map(([, host = '', port]) => ({
      host: host.toLowerCase(),
      port: port === undefined ? null : Number(port),
    })),
  };
}

function toTemporal(variables: Variables): Configuration['temporal'] {
  const files = {
    ca: variables.TEMPORAL_TLS_SERVER_CA_CERT_PATH ?? null,
    certificate: variables.TEMPORAL_TLS_CLIENT_CERT_PATH ?? null,
    key: variables.TEMPORAL_TLS_CLIENT_KEY_PATH ?? null,
  };
  const apiKey = variables.TEMPORAL_API_KEY ?? null;
  return {
    address: variables.TEMPORAL_ADDRESS ?? null,
    namespace: variables.TEMPORAL_NAMESPACE,
    taskQueue: variables.USHER_TASK_QUEUE,
    tls: variables.TEMPORAL_TLS ?? [apiKey, files.ca, files.certificate].some((given) => given !== null),
    files,
    serverName: variables.TEMPORAL_TLS_SERVER_NAME ?? null,
    apiKey,
  };
}
