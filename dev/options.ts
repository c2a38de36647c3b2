import type { Death } from './deaths.ts';
import type { Report } from './progress.ts';
import type { SearchAttributes } from './server/search-attributes.ts';

/** Servers that somebody else runs: what is given here is used and not started. */
export interface Given {
  readonly temporalAddress?: string | undefined;
  /** Only with `temporalAddress`; `default` otherwise. */
  readonly temporalNamespace?: string | undefined;
  /** Where the given Temporal's Web UI is, for the links. */
  readonly temporalUiUrl?: string | undefined;
  readonly mongoUri?: string | undefined;
  readonly smtpUrl?: string | undefined;
}

/** Ports that are wished for; 0 for any. An occupied one is replaced by a free one, and that is said. */
export interface Ports {
  readonly temporal: number;
  readonly temporalUi: number;
  readonly mongo: number;
  readonly smtp: number;
  readonly inbox: number;
}

export interface StackOptions {
  /** Holds data, mails and logs. One stack at a time. */
  readonly folder: string;
  readonly given?: Given;
  /** `anyPorts` by default. */
  readonly ports?: Partial<Ports>;
  /** Registered in Temporal before `startStack` returns. */
  readonly searchAttributes: SearchAttributes;
  readonly onProgress?: Report;
  /** A server ended though nobody asked it to. */
  readonly onDeath?: (death: Death) => void;
  /** Whether the inbox can be changed over HTTP; for tests. */
  readonly inboxControl?: boolean;
  /** Where programs are looked for; the process's PATH by default. */
  readonly path?: string;
  /** Where the pinned servers are, or are to be installed; `.usher/servers` of the clone by default. */
  readonly serversFolder?: string;
}

/** The ports of a demonstration, so that yesterday's links still work: those on which people know these servers, save MongoDB's own. */
export const usualPorts: Ports = { temporal: 7233, temporalUi: 8233, mongo: 27117, smtp: 1025, inbox: 8025 };

/** Beside the inbox's page: the API of a demonstration is in the links of its mails. */
export const usualApiPort = 8026;

/** For tests: whatever is free. */
export const anyPorts: Ports = { temporal: 0, temporalUi: 0, mongo: 0, smtp: 0, inbox: 0 };
