import { z } from 'zod';
import type { AuditEntry } from '../domain/audit/entry.ts';
import { courseOf } from '../domain/enrolment/identity.ts';
import { invitationId, invitationOf, type Invitation } from '../domain/enrolment/invitation.ts';
import { visitOf, type User } from '../domain/enrolment/user.ts';
import { UsherError } from '../domain/errors.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Program } from '../domain/journey/program.ts';
import type { Instant } from '../domain/time/instant.ts';
import { nowFor, type UsherContext } from './context.ts';
import { currentJourney, type Which } from './enrolment.ts';
import { Body, RequestId, UserId, readInput } from './input.ts';
import { knownUser } from './known-user.ts';

const line = (most: number): z.ZodType<string> => z.string().trim().min(1).max(most).regex(/^\P{Cc}*$/u, 'has a line break or a character that cannot be shown'); // prettier-ignore

const Enrol = z.strictObject({
  userId: UserId,
  journey: z.string(),
  /** Of a journey with `per`: what tells this enrolment from the user's others in it. */
  key: z.string().min(1).optional(),
  /** A name of its own for what this enrolment is for: asked again under it, nobody is enrolled twice. */
  id: RequestId,
  by: line(64),
  reason: line(200),
  /** The entry event's properties, for templates and references: `{{ entry.properties.plan }}`. */
  properties: Body.optional(),
});
/** Who is to be enrolled in which journey, who asks for it, and why. */
export type Enrol = z.input<typeof Enrol>;

/** Whether the user has entered, and why or why not. */
export interface Enrolled {
  /** False where the journey did not let the user in. */
  readonly entered: boolean;
  readonly words: string;
}

/**
 * Enrols a user in a journey of the current release, whatever its own `enrol` rules ask for. The rest is the journey's to
 * say: somebody who is in it, may not come again, is in an exclusive one or is held out does not enter, with the reason.
 * @returns whether the user entered, and why or why not; asked again under the same `id`, the same answer
 * @throws UsherError REQUEST_INVALID, USER_UNKNOWN, JOURNEY_UNKNOWN, RELEASE_MISSING, USER_BUSY
 * @example
 * const { entered, words } = await usher.enrol({
 *   userId: 'bo', journey: 'win-back', id: 'campaign-7', by: 'kim', reason: 'asked for it by phone',
 * });
 */
export async function enrol(context: UsherContext, input: Enrol): Promise<Enrolled> {
  const { userId, journey, id, by, reason, properties = {}, key = null } = readInput(Enrol, input, { name: 'enrol' });
  const user = await knownUser(context, userId);
  const program = await currentJourney(context, journey);
  const which = { journey, key };
  const invitation = { ...{ id, user: user.id, journey, key, by, reason }, properties: keyed(program, key, properties), at: nowFor(context, user.id) }; // prettier-ignore
  await context.ingest.record(invitationOf(invitation));
  const enrolled = await outcomeOf(context, invitation, which);
  await context.store.audit.note(entryOf(invitation, which, enrolled));
  return enrolled;
}

/** The properties with the key where the journey looks for it. @throws UsherError REQUEST_INVALID where it is not as `per` says */
function keyed({ journey, per }: Program, key: string | null, properties: JsonObject): JsonObject {
  if (per === null && key === null) return properties;
  if (per === null) throw new UsherError('REQUEST_INVALID', `key: ${journey} has one enrolment a user; expected none`);
  if (key === null) throw new UsherError('REQUEST_INVALID', `key: missing; expected the ${per} of the enrolment`);
  const [, ...path] = per.split('.');
  return within(properties, path, key);
}

function within(properties: JsonObject, [name = '', ...rest]: readonly string[], key: string): JsonObject {
  if (rest.length === 0) return { ...properties, [name]: key };
  const inner = properties[name];
  const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
  return { ...properties, [name]: within(isObject ? (inner as JsonObject) : {}, rest, key) };
}

/** What the invitation came to: as it was noted, or else as the user's document tells. */
async function outcomeOf({ store }: UsherContext, invitation: Invitation, which: Which): Promise<Enrolled> {
  const event = invitationId(invitation);
  const noted = await store.audit.read(auditId(event));
  if (noted !== null) return { entered: noted.refused === undefined, words: noted.words };
  const user = await store.users.read(invitation.user);
  const entry = visitOf(user, courseOf(which))?.entry;
  if (entry?.event === event) return { entered: true, words: entry.because.join('; ') };
  const stored = await store.events.read(event);
  return { entered: false, words: refusalAt(user, which.journey, stored?.event.receivedAt ?? NaN) };
}

function refusalAt({ refused }: User, journey: string, at: Instant): string {
  const refusal = refused.find((each) => each.journey === journey && each.at === at);
  return refusal?.because.join('; ') ?? 'was asked before, and is over';
}

function auditId(event: string): string {
  return `enrol/${event}`;
}

function entryOf(invitation: Invitation, { journey, key }: Which, { entered, words: told }: Enrolled): AuditEntry {
  const { user, by, reason, at } = invitation;
  return {
    ...{ id: auditId(invitationId(invitation)), at, by, reason, did: 'enrol' },
    to: { kind: 'enrolment', user, journey, key, step: null },
    words: told,
    ...(!entered && { refused: 'COMMAND_REFUSED' }),
  };
}
