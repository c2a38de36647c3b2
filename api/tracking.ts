import type { FastifyRequest } from 'fastify';
import { journeyOf } from '../domain/enrolment/identity.ts';
import { visitOf } from '../domain/enrolment/user.ts';
import type { JsonObject } from '../domain/json.ts';
import type { LinkClaims } from '../domain/link/claims.ts';
import { isProxy } from '../domain/link/visitor.ts';
import { openPolicy } from '../domain/pacing/policy.ts';
import type { ApiDependencies } from './dependencies.ts';
import { record } from './event.ts';

/** What is counted of nudges. */
type Tracked = 'clicks' | 'opens';

const names = {
  people: { clicks: 'Nudge Clicked', opens: 'Nudge Opened' },
  /** By a name of their own, so that they count in nothing that asks what people did. */
  programs: { clicks: 'Nudge Clicked By Program', opens: 'Nudge Opened By Program' },
} as const;

/**
 * Keeps that a nudge was clicked or opened, where the live policy wants to know: once by people and once by programs for
 * each link, so that whoever follows one for ever counts as one.
 */
export async function track(what: Tracked, claims: LinkClaims, visit: Visit): Promise<void> {
  const { request, dependencies } = visit;
  const { user, nudge, target } = claims;
  const [release, properties] = await Promise.all([dependencies.store.releases.current(), about(claims, dependencies)]);
  if (!(release?.content.policy ?? openPolicy).tracking[what]) return;
  const proxy = isProxy(visitorOf(request));
  const link = target === undefined ? {} : { link: target };
  const once = [nudge, target ?? null, proxy];
  const name = names[proxy ? 'programs' : 'people'][what];
  await record({ user, name, properties: { ...properties, ...link, proxy }, once }, dependencies);
}

interface Visit {
  readonly request: FastifyRequest;
  readonly dependencies: ApiDependencies;
}

/** Which nudge it was, from its record; a click may be faster than that, and then its key says what it can. */
async function about({ user: id, nudge }: LinkClaims, { store }: ApiDependencies): Promise<JsonObject> {
  const course = nudge.split('/', 1)[0] ?? '';
  const [visit, step, round] = nudge.split('/').slice(-3);
  const [known, user] = await Promise.all([store.nudges.read(nudge), store.users.read(id)]);
  // Waits of a journey with `per` tell its enrolments apart by it.
  const key = visitOf(user, course)?.key ?? null;
  const told = { journey: journeyOf(course), course, nudge, round: Number(round), ...(key !== null && { key }) };
  if (known === null) return { ...told, visit: Number(visit), step: step ?? '', template: null };
  return { ...told, visit: known.visit, step: known.step, template: known.template };
}

function visitorOf({ method, headers }: FastifyRequest): Parameters<typeof isProxy>[0] {
  const purpose = [headers.purpose, headers['sec-purpose'], headers['x-moz']].flat().join(' ');
  return { method, userAgent: headers['user-agent'] ?? '', purpose };
}
