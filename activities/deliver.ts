import type { Answer, Question } from '../domain/enrolment/decide.ts';
import { conclude, giveBack, prepare, type Result, type Sending } from '../domain/enrolment/deliver.ts';
import type { Enrolment } from '../domain/enrolment/identity.ts';
import { deliveryLease } from '../domain/enrolment/lease.ts';
import type { Instruction } from '../domain/enrolment/instruction.ts';
import type { User } from '../domain/enrolment/user.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Instant, Milliseconds } from '../domain/time/instant.ts';
import { attempt, reply, type Addressed, type Asked } from './answer.ts';
import { compose, type Composed } from './compose.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { nudgeRecord } from './nudge-record.ts';
import { readPinned, type Pinned } from './pinned.ts';
import { guarded } from './write.ts';
import type { Store } from '../store/index.ts';

export interface DeliverRequest {
  readonly enrolment: Enrolment;
  /** The number of the decision that asked for the delivery. */
  readonly number: number;
}

/**
 * `again`: nothing went out in this attempt; Temporal is to try again after the pause (null: its own).
 * `next`: what the workflow is to do after the delivery.
 */
export type Delivery =
  | { readonly kind: 'next'; readonly instruction: Instruction }
  | { readonly kind: 'again'; readonly because: string; readonly pause: Milliseconds | null };

export type Deliver = (request: DeliverRequest, attempt: number) => Promise<Delivery>;

/** With Temporal's pauses of 1, 2, 4, 8 and 16 s this is half a minute of trying before the wait becomes visible. */
const lastAttempt = 6;

/**
 * Delivers the nudge that the decision `number` asks for and takes the next decision. Before every attempt the facts of
 * now are asked whether it may still go out; its reservation is written before the provider sees it.
 */
export function createDeliver(dependencies: ActivityDependencies): Deliver {
  const { store, clock } = dependencies;
  return async ({ enrolment, number }, tried) => {
    const release = await readPinned(store, enrolment);
    const asked: Asked = { store, clock, enrolment, number, program: release.program, state: null };
    const { outcome, user } = await reserve(asked);
    if (outcome.kind === 'busy')
      return { kind: 'again', because: 'another attempt runs', pause: outcome.until - Date.now() };
    if (outcome.kind !== 'send') return next(attempt(user, outcome).outcome, asked);
    const { result, composed, known } = await send(
      { sending: outcome, user, pinned: release, journey: enrolment.journey },
      dependencies,
    );
    if (result.kind === 'later' && tried < lastAttempt) {
      await guarded(store, enrolment.user, (before) => ({ outcome: null, user: giveBack(before, outcome, result) }));
      return { kind: 'again', because: result.because, pause: null };
    }
    if (!known) await store.nudges.record(nudgeRecord({ enrolment, sending: outcome, result, composed }));
    return next(await concluded({ sending: outcome, result }, asked), asked);
  };
}

async function next(addressed: Addressed, asked: Asked): Promise<Delivery> {
  return { kind: 'next', instruction: await reply(addressed, asked) };
}

function question({ enrolment, number }: Asked): Question {
  return { journey: enrolment.journey, visit: enrolment.visit, number, state: null };
}

interface Reserved {
  readonly outcome: ReturnType<typeof prepare>;
  readonly user: User;
}

function reserve(asked: Asked): Promise<Reserved> {
  const { store, clock, program, enrolment } = asked;
  return guarded(store, enrolment.user, (user) => {
    const real: Instant = Date.now();
    const moment = { clock, now: clock.at(real, enrolment.user) };
    const outcome = prepare(user, question(asked), { program, moment, real, lease: real + deliveryLease });
    const changed = outcome.kind === 'send' || outcome.kind === 'taken' ? outcome.user : null;
    return { outcome: { outcome, user }, user: changed };
  });
}

interface Ready {
  readonly sending: Sending;
  readonly user: User;
  readonly journey: string;
  readonly pinned: Pinned;
}

interface Sent {
  readonly result: Result;
  readonly composed: Composed | null;
  /** An attempt before this one has sent it and noted that, all but the decision. */
  readonly known: boolean;
}

/** Hands the nudge to its provider, unless an attempt before this one is known to have done so. */
async function send(ready: Ready, { store, email, log }: ActivityDependencies): Promise<Sent> {
  const { sending } = ready;
  if (sending.maybeTwice) {
    const before = await store.nudges.read(sending.entry.nudge);
    if (before?.status === 'sent') {
      return { result: { kind: 'sent', because: before.because }, composed: null, known: true };
    }
    log.warn({ nudge: sending.entry.nudge, attempt: sending.entry.attempt }, 'may go out twice');
  }
  const composed = compose({ ...ready, entryProperties: await entryProperties(ready, store) });
  if (composed.kind === 'broken')
    return { result: { kind: 'later', because: composed.because, unsure: false }, composed: null, known: false };
  return { result: await email.send(composed.mail), composed, known: false };
}

async function entryProperties({ user, journey }: Ready, store: Store): Promise<JsonObject> {
  const id = user.visits[journey]?.entry.event;
  const stored = id === undefined ? null : await store.events.read(id);
  return stored?.event.properties ?? {};
}

function concluded({ sending, result }: { sending: Sending; result: Result }, asked: Asked): Promise<Addressed> {
  const { store, enrolment, program } = asked;
  return guarded(store, enrolment.user, (user) => {
    const answer: Answer = conclude(user, question(asked), { sending, result, program });
    return attempt(user, answer);
  });
}
