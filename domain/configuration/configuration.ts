/** How to reach Temporal; files are paths, read where the connection is made. */
export interface TemporalConfiguration {
  readonly address: string | null;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly tls: boolean;
  readonly files: { readonly ca: string | null; readonly certificate: string | null; readonly key: string | null };
  readonly serverName: string | null;
  readonly apiKey: string | null;
}

/** How webhooks go out. */
export interface WebhookConfiguration {
  /** Base64 of the keys that sign, each of at least 24 bytes; several while one takes over from another. None: nothing is sent. */
  readonly secrets: readonly string[];
  /** Hosts that may be at an address that is not public. */
  readonly allow: readonly { readonly host: string; readonly port: number | null }[];
}

/** The signature of our domain under mails; the key is a path, read where mails are sent. */
export interface DkimConfiguration {
  readonly domain: string;
  readonly selector: string;
  readonly keyPath: string;
}

/** The links in nudges: to unsubscribe, to choose, to confirm, and those that are counted. */
export interface LinkConfiguration {
  /** The first signs, all of them verify. None: nudges carry no such links. */
  readonly secrets: readonly string[];
  /** Where people reach the API, without a slash at its end; null: nudges carry no such links. */
  readonly publicUrl: string | null;
}

/** Everything that a process reads from its environment, once, when it starts. */
export interface Configuration {
  readonly temporal: TemporalConfiguration;
  readonly mongo: { readonly uri: string | null; readonly database: string };
  readonly smtp: { readonly url: string | null };
  /** Null: mails are not signed here. */
  readonly dkim: DkimConfiguration | null;
  readonly webhook: WebhookConfiguration;
  readonly links: LinkConfiguration;
  /** The first hashes the ids of users who are forgotten, all of them tell who was. None: nobody can be forgotten. */
  readonly forget: { readonly secrets: readonly string[] };
  readonly api: {
    /** Where the API listens; null where it does not say. */
    readonly address: string | null;
    /** Base64 of the keys by which mail providers prove who they are. None: nobody is believed. */
    readonly providerSecrets: readonly string[];
  };
  /** The demonstration's; null for the one in the clone. */
  readonly folder: string | null;
  readonly clock: 'real' | 'demonstration';
  /** Where a worker serves its metrics and those of Temporal's SDK; null for nowhere. */
  readonly metrics: { readonly address: string | null; readonly temporalAddress: string | null };
  readonly logLevel: string;
}
