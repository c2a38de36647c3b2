import { journeyOf } from '../enrolment/identity.ts';
import { bucketOf } from '../experiment/hash.ts';
import { hour, minute, type Instant, type Milliseconds } from '../time/instant.ts';
import type { Nudge } from './admitting.ts';
import type { Switch, Switched } from './switch.ts';
import { clause } from './clause.ts';

/** What somebody has switched off a nudge by. */
export interface Off {
  readonly then: 'hold' | 'skip';
  readonly because: string;
  /** Nobody knows how long a pause lasts: until it is looked at again. */
  readonly lookAgain: Milliseconds;
}

/**
 * A pause is looked at again after as long as it has lasted: soon where it is short, and seldom enough for the history of
 * an enrolment that waits for weeks.
 */
const soonest: Milliseconds = minute;
const latest: Milliseconds = hour;
/** By up to this part sooner, by the nudge's key: they do not all come back at once. */
const sooner = 0.3;

/** The switch that stops a nudge, a transactional one too; a kill switch goes before a pause. Null where none does. */
export function switchedOff(switches: readonly Switch[], nudge: Nudge, now: Instant): Off | null {
  if (switches.length === 0) return null;
  const stopping = switches.filter(({ what }) => stops(what, nudge));
  const strongest = stopping.find(({ then }) => then === 'skip') ?? stopping[0];
  if (strongest === undefined) return null;
  const { then, what, by, reason, at } = strongest;
  const done = then === 'hold' ? 'paused' : 'switched off';
  return {
    then,
    because: clause(`${nameOf(what)} ${done} by ${by}: "${reason}"`),
    lookAgain: lookAgain(now - at, nudge),
  };
}

function lookAgain(since: Milliseconds, { key }: Nudge): Milliseconds {
  const pause = Math.min(Math.max(since, soonest / (1 - sooner)), latest);
  return Math.floor(pause * (1 - sooner * bucketOf('look again', key)));
}

function stops(what: Switched, { course, template }: Nudge): boolean {
  switch (what.kind) {
    case 'everything':
      return true;
    case 'channel':
      return what.name === template.channel;
    case 'journey':
      return what.name === journeyOf(course);
    case 'template':
      return what.name === template.name;
  }
}

function nameOf(what: Switched): string {
  return what.kind === 'everything' ? 'everything is' : `${what.kind} ${what.name} is`;
}
