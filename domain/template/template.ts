import type { Json } from '../json.ts';
import type { Milliseconds } from '../time/instant.ts';

interface Described {
  readonly name: string;
  readonly category: string;
  readonly transactional: boolean;
  /** What caps and the policy's priorities speak of it by. */
  readonly tags: readonly string[];
  /** 0 to 1000: among nudges whose tags rank alike the higher is the more important. */
  readonly priority: number;
  /** For how long after it was sent it is not sent to the same user again; null: it may be at once. */
  readonly repeatAfter: Milliseconds | null;
  /** The slots whose words it uses; absent: none. */
  readonly slots?: readonly string[];
  /** The features that its words use; absent: none. */
  readonly features?: readonly string[];
}

/** One locale's compiled form of a mail: Liquid sources, MJML already turned into HTML. */
export interface EmailWords {
  readonly subject: string;
  readonly html: string;
}

/** One locale's words of an in-app message: plain texts in Liquid, which the reader's app shows as text. */
export interface InAppWords {
  readonly title: string;
  readonly body: string;
  readonly action: { readonly label: string; readonly url: string } | null;
  /** The address of a picture. */
  readonly image: string | null;
}

export interface EmailTemplate extends Described {
  readonly channel: 'email';
  /** Lower-case BCP 47 tag → its compiled form; holds at least the workspace's default locale. */
  readonly locales: Readonly<Record<string, EmailWords>>;
}

export interface InAppTemplate extends Described {
  readonly channel: 'in-app';
  /** As a mail's. */
  readonly locales: Readonly<Record<string, InAppWords>>;
}

/** A request to somebody else's server, in no language. */
export interface WebhookTemplate extends Described {
  readonly channel: 'webhook';
  /** Liquid after the host only: where it goes depends on nobody's facts. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Every string in it is Liquid, by itself. */
  readonly payload: Json;
}

/** What is sent, by the way in which it is sent. */
export type Template = EmailTemplate | InAppTemplate | WebhookTemplate;

export type Channel = Template['channel'];

/** Scheme, host and port of a webhook: all of its address that logs and histories show. */
export function originOf({ url }: Pick<WebhookTemplate, 'url'>): string {
  return /^https?:\/\/[^/?#]+/i.exec(url)?.[0].toLowerCase() ?? '';
}
