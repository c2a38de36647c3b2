import { setTimeout as pause } from 'node:timers/promises';
import type { Misbehaviour } from '../../../dev/inbox/behaviour.ts';
import { second, type Milliseconds } from '../../../domain/time/instant.ts';
import type { Crew } from './crew.ts';
import type { Random } from './random.ts';
import type { Server, Servers } from './servers.ts';

/** How much trouble there is. */
export interface Weather {
  readonly span: Milliseconds;
  readonly kills: number;
  /** Of each server. */
  readonly restarts: number;
}

interface Blow {
  readonly at: Milliseconds;
  readonly strike: () => Promise<void>;
}

/**
 * Shorter than all attempts of a delivery together, or nudges would be left alone for up to ten minutes; a mail that is let
 * hang takes its attempt eight seconds.
 */
const stretches = [
  { how: { kind: 'refuse', code: 451 }, longest: 5 * second },
  { how: { kind: 'hang' }, longest: 2 * second },
  { how: { kind: 'drop' }, longest: 3 * second },
] as const satisfies readonly { readonly how: Misbehaviour; readonly longest: Milliseconds }[];
/** A stretch of bad mail now and then. */
const stretchEvery = 12 * second;

/** Strikes at random moments until the span is over; resolves when everything runs again. */
export async function rage(weather: Weather, { crew, servers, random }: Struck): Promise<void> {
  const begun = Date.now();
  const pending: Promise<unknown>[] = [];
  for (const { at, strike } of blows(weather, { crew, servers, random })) {
    await pause(Math.max(0, begun + at - Date.now()));
    pending.push(strike());
  }
  await Promise.all(pending);
}

export interface Struck {
  readonly crew: Crew;
  readonly servers: Servers;
  readonly random: Random;
}

function blows({ span, kills, restarts }: Weather, { crew, servers, random }: Struck): readonly Blow[] {
  const moments = (count: number): Milliseconds[] =>
    Array.from({ length: count }, () => random.between(0.05, 0.95) * span);
  // One server at a time of each kind: the next blow waits for the one before.
  const queues: Record<Server, Promise<void>> = { Temporal: Promise.resolve(), MongoDB: Promise.resolve() };
  const restart = (server: Server) => (): Promise<void> =>
    (queues[server] = queues[server].then(() => servers.restart(server)));
  return [
    ...moments(kills).map((at) => ({ at, strike: () => crew.killOne() })),
    ...moments(restarts).map((at) => ({ at, strike: restart('Temporal') })),
    ...moments(restarts).map((at) => ({ at, strike: restart('MongoDB') })),
    ...moments(Math.ceil(span / stretchEvery)).map((at) => ({ at, strike: badMail(servers, random) })),
  ].sort((a, b) => a.at - b.at);
}

function badMail({ inbox }: Servers, random: Random): () => Promise<void> {
  return async () => {
    const { how, longest } = random.pick(stretches);
    inbox.behave({ to: '@storm.test', how });
    await pause(random.between(second, longest));
    inbox.behave({ to: '@storm.test', how: null });
  };
}
