import { simpleParser, type ParsedMail } from 'mailparser';

/** One mail in a list. */
export interface Summary {
  readonly id: string;
  /** When it arrived here, by this machine's clock (ISO 8601). */
  readonly receivedAt: string;
  /** What the mail's own Date header says (ISO 8601): under the demonstration clock another time than the arrival. */
  readonly date: string | null;
  readonly from: string;
  /** The envelope's recipients, in lower case: who would have got it, whatever the To header says. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string | null;
  readonly size: number;
}

/** One mail, read. */
export interface Message extends Summary {
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly size: number }[];
  readonly source: string;
}

/** A mail as it is kept: the bytes that came, under an id that begins with the instant they came. */
export interface Kept {
  readonly id: string;
  readonly source: Buffer;
}

function receivedAt(id: string): string {
  return new Date(Number(id.split('-')[0])).toISOString();
}

/** `key: value` lines as they came, unfolded. */
function headersOf(parsed: ParsedMail): Message['headers'] {
  return parsed.headerLines.map(({ line }) => {
    const colon = line.indexOf(':');
    return {
      name: line.slice(0, colon),
      value: line
        .slice(colon + 1)
        .replace(/\r?\n[ \t]+/g, ' ')
        .trim(),
    };
  });
}

function summaryOf({ id, source }: Kept, parsed: ParsedMail): Summary {
  return {
    id,
    receivedAt: receivedAt(id),
    date: parsed.date?.toISOString() ?? null,
    from: parsed.from?.text ?? '',
    to: headersOf(parsed)
      .filter(({ name }) => name === 'Delivered-To')
      .map(({ value }) => value),
    subject: parsed.subject ?? '',
    messageId: parsed.messageId ?? null,
    size: source.length,
  };
}

/** Reads a kept mail's head; the body is left alone. */
export async function readSummary(kept: Kept): Promise<Summary> {
  const end = kept.source.indexOf('\r\n\r\n');
  const head = end < 0 ? kept.source : kept.source.subarray(0, end + 4);
  return summaryOf(kept, await simpleParser(head));
}

/** Reads a kept mail whole. Pictures inside the mail become data URLs, so that it shows without fetching anything. */
export async function readMessage(kept: Kept): Promise<Message> {
  const parsed = await simpleParser(kept.source, { skipTextToHtml: true });
  return {
    ...summaryOf(kept, parsed),
    headers: headersOf(parsed),
    text: parsed.text ?? '',
    html: parsed.html === false || parsed.html === undefined ? null : parsed.html,
    attachments: parsed.attachments.map(({ filename, contentType, size }) => ({
      name: filename ?? 'unnamed',
      type: contentType,
      size,
    })),
    source: kept.source.toString('utf8'),
  };
}

/** What a mail server writes above a mail when it delivers it: the envelope, which the mail itself need not tell. */
export function envelopeLines(sender: string, recipients: readonly string[]): Buffer {
  return Buffer.from([`Return-Path: <${sender}>`, ...recipients.map((to) => `Delivered-To: ${to}`), ''].join('\r\n'));
}
