import type { IncomingHttpHeaders } from 'node:http';
import type { Report } from '../../domain/provider/report.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** A request of a mail provider, as it came. */
export interface Posted {
  readonly headers: IncomingHttpHeaders;
  /** The very text that was signed. */
  readonly raw: string;
}

/** What a provider has to prove, and when. */
export interface Proof {
  /** Base64; it needs to know one of them. */
  readonly secrets: readonly string[];
  /** Real time. */
  readonly now: Instant;
}

/** A report, or why it is none. */
export type Item =
  { readonly id: string | null; readonly report: Report } | { readonly id: string | null; readonly wrong: string };

/** How one mail provider proves who it is, and what it writes. */
export interface Provider {
  /** @throws UsherError SIGNATURE_INVALID */
  readonly prove: (posted: Posted, proof: Proof) => void;
  /** What it tells of bounces and complaints; of everything else nothing. @throws UsherError REQUEST_INVALID */
  readonly read: (body: unknown) => readonly Item[];
}
