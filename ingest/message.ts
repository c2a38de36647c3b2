import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseIsoDate } from '../domain/condition/iso-date.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { UsherError } from '../domain/errors.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import type { UserEvent } from '../domain/profile/event.ts';
import { Message } from '../domain/profile/schema.ts';
import { isOwnEventId } from '../domain/profile/own-event-id.ts';
import { cutBytes } from '../domain/text.ts';
import { day, type Instant } from '../domain/time/instant.ts';
import { shownText } from './shown-text.ts';
import { whoOf } from './who.ts';

/** An event, and the hash of what it says. */
export interface Understood {
  readonly event: UserEvent;
  readonly content: string;
}

/** Segment's own limit for one message. */
const largest = 32 * 1024;
/** Deeper than any real event; far from where a parser or the database gives up. */
const deepest = 20;
/** Events are kept for 400 days: an older one could not be told from its own duplicate. */
const retention = 400 * day;
/** A sender's clock may be wrong by as much; the event then counts as of its receipt. */
const ahead = day;

/**
 * Reads a message in Segment's format as received at `receivedAt`.
 * @throws UsherError EVENT_INVALID, EVENT_TOO_LARGE, EVENT_TOO_OLD, EVENT_IN_FUTURE
 */
export function readMessage(raw: unknown, receivedAt: Instant, historical = false): Understood {
  const message = parse(bounded(raw));
  const { user, joins } = whoOf(message);
  const name = eventName(message);
  const claimed = message.timestamp ?? message.originalTimestamp ?? null;
  const content = contentHash({
    type: message.type,
    user,
    name,
    properties: message.properties ?? {},
    traits: message.traits ?? {},
    context: message.context ?? {},
    timestamp: claimed,
    ...joining(joins),
  });
  const when = { ...instants(claimed, receivedAt), ...(historical && { historical }) };
  const said = { type: message.type, user, name, ...when, ...joining(joins) };
  return { event: { messageId: messageId(message, claimed, content), ...said, ...bodies(message) }, content };
}

/** Nearly every message is of one user alone. */
function joining(joins: readonly string[]): { joins?: readonly string[] } {
  return joins.length === 0 ? {} : { joins };
}

/** The hash of what an event of a journey's own says. */
export function eventHash({ type, user, name, properties, traits, context, timestamp }: UserEvent): string {
  return contentHash({ type, user, name, properties, traits, context, timestamp });
}

function bodies({ properties, traits, context }: Message): Pick<UserEvent, 'properties' | 'traits' | 'context'> {
  const body = (value: Message['properties']): JsonObject => value ?? {};
  return { properties: body(properties), traits: body(traits), context: body(context) };
}

/** The message as plain JSON, after its size and depth were looked at. */
function bounded(raw: unknown): unknown {
  const text = jsonOf(raw);
  const bytes = Buffer.byteLength(text);
  if (bytes > largest)
    throw new UsherError('EVENT_TOO_LARGE', `found a message of ${bytes} bytes, at most ${largest} are kept`);
  const plain: unknown = JSON.parse(text);
  if (!within(plain, deepest)) throw tooDeep();
  // JSON writes only halves of a pair as escapes: most messages need not be searched.
  const malformed = /\\ud[89a-f]/.test(text) ? malformedAt(plain, []) : null;
  if (malformed !== null) throw invalid(`${malformed} holds half a surrogate pair; expected well-formed text`);
  return plain;
}

/** What JSON cannot hold is refused like anything else: a bigint, a circle, a nesting that exhausts the stack. */
function jsonOf(raw: unknown): string {
  try {
    const text = JSON.stringify(raw) as string | undefined;
    if (text !== undefined) return text;
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep();
    throw invalid(`found what JSON cannot hold (${error instanceof Error ? error.message : String(error)}), expected a JSON object`); // prettier-ignore
  }
  throw invalid(`found ${typeof raw}, expected a JSON object`);
}

function tooDeep(): UsherError {
  return new UsherError('EVENT_TOO_LARGE', `found a message nested deeper than ${deepest} levels`);
}

function within(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((each) => within(each, levels - 1));
}

/** Where a text is not well formed: it would come back from the database as another. Null where all are. */
function malformedAt(value: unknown, path: readonly string[]): string | null {
  if (typeof value === 'string') return value.isWellFormed() ? null : placeOf(path);
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    const malformed = key.isWellFormed() ? malformedAt(each, [...path, key]) : `a name in ${placeOf(path)}`;
    if (malformed !== null) return malformed;
  }
  return null;
}

function placeOf(path: readonly string[]): string {
  return path.length === 0 ? 'the message' : cutBytes(path.join('.'), 60);
}

function parse(plain: unknown): Message {
  const parsed = Message.safeParse(plain);
  if (parsed.success) return parsed.data;
  throw invalid(
    z
      .prettifyError(parsed.error)
      .replace(/✖ /g, '')
      .replace(/\s*\n\s*/g, ' '),
  );
}

function eventName({ type, event }: Message): string | null {
  if (type !== 'track') return null;
  if (event == null) throw invalid('a track message without `event`; expected the name of what the user did');
  return event;
}

type Instants = Pick<UserEvent, 'timestamp' | 'receivedAt' | 'claimed'>;

function instants(claimed: string | number | null, receivedAt: Instant): Instants {
  const instant = claimed === null ? receivedAt : claimedInstant(claimed, receivedAt);
  const ahead = instant > receivedAt;
  return { receivedAt, timestamp: Math.min(instant, receivedAt), ...(ahead && { claimed: instant }) };
}

function claimedInstant(claimed: string | number, receivedAt: Instant): Instant {
  // Not `Date.parse`, which takes "hello 2026" for a date, and one without an offset for this machine's time.
  const instant = typeof claimed === 'number' ? claimed : parseIsoDate(claimed, 'UTC');
  if (instant === null)
    throw invalid(`timestamp ${shownText(String(claimed))}; expected ISO 8601, as 2026-03-02T09:14:00Z`);
  if (instant > receivedAt + ahead)
    throw new UsherError(
      'EVENT_IN_FUTURE',
      `timestamp ${claimed} is more than a day ahead; expected the past, or at most a day from now`,
    );
  if (instant < receivedAt - retention)
    throw new UsherError('EVENT_TOO_OLD', `timestamp ${claimed} is more than 400 days ago; expected the last 400 days`);
  return Math.round(instant);
}

/** Without an id, what the event says is its id: then it must say when. */
function messageId({ messageId: id }: Message, claimed: string | number | null, content: string): string {
  if (id != null && isOwnEventId(id))
    throw invalid(`messageId ${shownText(id)} begins with "usher:", as a journey's own events do; expected an id of your own`); // prettier-ignore
  if (id != null) return id;
  if (claimed === null) throw invalid('neither messageId nor timestamp; expected at least one of them');
  return `content-${content}`;
}

function invalid(message: string): UsherError {
  return new UsherError('EVENT_INVALID', message);
}

/** SHA-256, in hex: equal contents give equal hashes. */
function contentHash(content: Json): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}
