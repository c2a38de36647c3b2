import type { Json } from '../json.ts';
import type { LocaleChoice } from './locale.ts';

/** A mail's words. */
export interface RenderedEmail {
  readonly channel: 'email';
  /** One line. */
  readonly subject: string;
  readonly html: string;
  /** The HTML's text, for clients that show no HTML. */
  readonly text: string;
  readonly choice: LocaleChoice;
  /** Where one POST unsubscribes (RFC 8058); absent: it is transactional, or not sent. */
  readonly oneClick?: string;
}

/** An in-app message's words, plain text all of them. */
export interface RenderedInApp {
  readonly channel: 'in-app';
  /** One line. */
  readonly title: string;
  readonly body: string;
  readonly action: { readonly label: string; readonly url: string } | null;
  readonly image: string | null;
  readonly choice: LocaleChoice;
}

/** A webhook's request. */
export interface RenderedWebhook {
  readonly channel: 'webhook';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Json;
  /** It has no words in any language. */
  readonly choice: null;
}

/** A nudge, ready to be sent. */
export type Rendered = RenderedEmail | RenderedInApp | RenderedWebhook;

/** A nudge of one channel, or why it must not be sent: a variable, a link or a limit, named. */
export type Rendering<Words extends Rendered = Rendered> =
  { readonly ok: true; readonly value: Words } | { readonly ok: false; readonly because: string };
