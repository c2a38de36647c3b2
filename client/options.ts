import { readConfiguration } from '../domain/configuration/schema.ts';
import { UsherError } from '../domain/errors.ts';
import type { Milliseconds } from '../domain/time/instant.ts';

/** Where the servers are, and what is otherwise than usual. */
export interface UsherOptions {
  readonly temporal: {
    /** `host:port` of Temporal's frontend. */
    readonly address: string;
    /** `default` where it is not given. */
    readonly namespace?: string | undefined;
    /** The queue that the workers serve; `usher` where it is not given. */
    readonly taskQueue?: string | undefined;
    /** On by itself where there is an API key. The files are paths, in PEM. */
    readonly tls?: boolean | TlsFiles | undefined;
    readonly apiKey?: string | undefined;
  };
  readonly mongo: {
    /** `mongodb://…` or `mongodb+srv://…`; user, password and TLS are part of it. */
    readonly uri: string;
    /** `usher` where it is not given. */
    readonly database?: string | undefined;
  };
  /** Told of what is safe, but was left to the workers' sweep: a Temporal that was away. Nothing is said where it is not given. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** Keys that sign the tokens of decisions, the newest first: USHER_LINK_SECRET. Without one there are no tokens. */
  readonly secrets?: readonly string[] | undefined;
  /** Keys by which forgotten users are told, as the workers have them: USHER_FORGET_SECRET. */
  readonly forgetSecrets?: readonly string[] | undefined;
  /** How long a decision may take before it is the fallback, in milliseconds; 200 where it is not given. */
  readonly deadline?: Milliseconds | undefined;
  /** How long a command waits for its answer, in milliseconds; 70 seconds where it is not given. */
  readonly answersWithin?: Milliseconds | undefined;
}

/** What TLS is made from. */
export interface TlsFiles {
  readonly ca?: string | undefined;
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
  readonly serverName?: string | undefined;
}

/**
 * The options that an environment names, by the variables of docs/configuration.md.
 * @throws UsherError CONFIGURATION_INVALID
 * @example
 * const usher = await createUsher(optionsFrom(process.env));
 */
export function optionsFrom(environment: Readonly<Record<string, string | undefined>>): UsherOptions {
  const { temporal, mongo, links, forget } = readConfiguration(environment);
  const { address, namespace, taskQueue, tls, files, serverName, apiKey } = temporal;
  if (address === null) throw missing('TEMPORAL_ADDRESS', 'host:port');
  if (mongo.uri === null) throw missing('MONGODB_URI', 'mongodb://…');
  const { ca, certificate, key } = files;
  const given = { ca, certificate, key, serverName };
  return {
    temporal: {
      ...{ address, namespace, taskQueue },
      tls: tls && Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)),
      ...(apiKey !== null && { apiKey }),
    },
    mongo: { uri: mongo.uri, database: mongo.database },
    secrets: links.secrets,
    forgetSecrets: forget.secrets,
  };
}

function missing(variable: string, expected: string): UsherError {
  return new UsherError('CONFIGURATION_INVALID', `${variable} is not set; expected ${expected}`);
}
