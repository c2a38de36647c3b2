import type { Cap, Policy, Scope, Window } from '../../domain/pacing/policy.ts';
import type { Template } from '../../domain/template/template.ts';
import { durationWords } from '../../domain/time/duration.ts';
import { day, hour, type Milliseconds } from '../../domain/time/instant.ts';
import type { Cursor } from '../read/cursor.ts';

/** A template, and a journey that sends it. */
export interface Sending {
  readonly journey: string;
  readonly template: Template;
}

/** Warns of caps that can never hold a nudge back, whatever happens. */
export function warnOfIdleCaps(caps: Cursor, policy: Policy, sendings: readonly Sending[]): void {
  for (const place of caps.items()) {
    // A cap of push is not among the compiled ones, and was warned of.
    const index = policy.caps.findIndex(({ id }) => id === place.at('id').value);
    const cap = policy.caps[index];
    const why = cap === undefined ? null : whyIdle(cap, index, { policy, sendings });
    if (why !== null) place.warn('POLICY_IDLE', `this cap can never hold anything back: ${why}`, 'key');
  }
}

interface Around {
  readonly policy: Policy;
  readonly sendings: readonly Sending[];
}

function whyIdle(cap: Cap, index: number, { policy: { caps, gap }, sendings }: Around): string | null {
  const some = sendings.some((sending) => !sending.template.transactional && isOf(cap.of, sending));
  if (!some) return 'no journey sends a nudge of which it speaks';
  const tighter = caps.find((other, place) => place !== index && comesFirst(other, cap) && !(place > index && comesFirst(cap, other))); // prettier-ignore
  if (tighter !== undefined) return `"${tighter.id}" always does so before it`;
  const room = gap === null ? null : roomBetween(gap, cap.per);
  if (gap === null || room === null || cap.max < room) return null;
  return `with a gap of ${durationWords(gap)} no more than ${room} can go out in its window`;
}

function isOf({ channel, tag, category, journey }: Scope, { template, journey: sender }: Sending): boolean {
  return (
    (channel === undefined || channel === template.channel) &&
    (tag === undefined || template.tags.includes(tag)) &&
    (category === undefined || category === template.category) &&
    (journey === undefined || journey === sender)
  );
}

/** Whether whatever fills one cap has filled the other before. */
function comesFirst(other: Cap, cap: Cap): boolean {
  return other.max <= cap.max && covers(other.of, cap.of) && spans(other.per, cap.per);
}

function covers(wide: Scope, narrow: Scope): boolean {
  const keys = ['channel', 'tag', 'category', 'journey'] as const;
  return keys.every((key) => wide[key] === undefined || wide[key] === narrow[key]);
}

const units = ['hour', 'day', 'month'];

/** Whether every window of the second kind lies in one of the first. */
function spans(long: Window, short: Window): boolean {
  if (long.kind === 'enrolment' || short.kind === 'enrolment') return long.kind === short.kind;
  if (long.kind === 'calendar')
    return short.kind === 'calendar' && units.indexOf(long.unit) >= units.indexOf(short.unit);
  return long.length >= longestOf(short);
}

/** With the hour that clocks show twice when summer ends. */
const longestUnit = { hour: 2 * hour, day: 25 * hour, month: 31 * day + hour } as const;

function longestOf(window: Exclude<Window, { kind: 'enrolment' }>): Milliseconds {
  return window.kind === 'calendar' ? longestUnit[window.unit] : window.length;
}

/** How many nudges a gap between them leaves room for in a window; null: an enrolment may last for ever. */
function roomBetween(gap: Milliseconds, window: Window): number | null {
  return window.kind === 'enrolment' ? null : Math.ceil(longestOf(window) / gap);
}
