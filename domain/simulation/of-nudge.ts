import { journeyOf } from '../enrolment/identity.ts';
import { visitOf, type User } from '../enrolment/user.ts';
import type { JsonObject } from '../json.ts';
import type { UserEvent } from '../profile/event.ts';

/** A nudge that was handed to the provider. */
interface Handed {
  readonly nudge: string;
  readonly course: string;
  readonly visit: number;
  readonly step: string;
  readonly template: string;
  readonly result: string;
}

interface Known {
  readonly nudges: readonly Handed[];
  readonly user: User;
}

/**
 * An event that tells what the user did with a nudge, whole: who writes a story names the step, and the rest is of the
 * newest nudge that it has sent and that fits what was said.
 */
export function ofNudge(event: UserEvent, { nudges, user }: Known): UserEvent {
  const { name, properties } = event;
  if ((name !== 'Nudge Clicked' && name !== 'Nudge Opened') || properties.nudge !== undefined) return event;
  const sent = nudges.filter(({ result }) => result === 'sent').map((nudge) => about(nudge, user));
  const fits = (told: JsonObject): boolean =>
    Object.keys(told).every((key) => (properties[key] ?? told[key]) === told[key]);
  const told = sent.findLast(fits);
  return told === undefined ? event : { ...event, properties: { ...told, ...properties } };
}

/** What the event of a counted link tells. */
function about({ nudge, course, visit, step, template }: Handed, user: User): JsonObject {
  const key = visitOf(user, course)?.key ?? null;
  const round = Number(nudge.slice(nudge.lastIndexOf('/') + 1));
  return { journey: journeyOf(course), course, nudge, visit, step, round, template, ...(key !== null && { key }) };
}
