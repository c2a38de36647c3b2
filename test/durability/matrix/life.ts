import { assign } from '../../../domain/experiment/assign.ts';
import type { User } from '../../../domain/enrolment/user.ts';
import { minute } from '../../../domain/time/instant.ts';
import { identify, track } from '../../support/event.ts';
import { freshName } from '../../support/stack.ts';
import type { Lineage } from '../lineage.ts';
import { until } from '../until.ts';
import type { EndState } from './end-state.ts';
import type { House } from './house.ts';

/** Somebody's story, on processes that may die. */
export interface Life {
  readonly house: House;
  readonly user: string;
  readonly ingest: Lineage;
}

/** A delivery that was killed waits for its lease, and a sweep may come on top of that; the machine may be loaded. */
export const patience = 5 * minute;

/** Somebody who falls into the arms that do something. */
export function freshUser(): string {
  for (;;) {
    const user = freshName('bo');
    if (armOf('depth', ['control', 'long'], user) === 'long' && armOf('tour', ['control', 'video'], user) === 'video')
      return user;
  }
}

function armOf(experiment: string, arms: readonly string[], user: string): string | null {
  const weighted = arms.map((arm) => ({ arm, weight: 1 }));
  return assign({ experiment, arms: weighted, coverage: 1, target: null }, user).arm;
}

/** Signs up, completes the profile when the journey waits for that, and lets it come to its end. */
export async function live({ house, user, ingest }: Life): Promise<EndState> {
  const now = { at: Date.now() };
  const traits = { email: `${user}@crash.test`, plan: 'team' };
  await ingest.take(identify(user, traits, { ...now, messageId: `${user}-known` }));
  await ingest.take(track(user, 'Signed Up', { ...now, messageId: `${user}-signed-up` }));
  await comesTo(house, user, ({ visits }) => {
    const effect = visits['first-steps']?.decision?.effect;
    return effect?.kind === 'wait' && effect.step === 'wait-profile' && effect.status === 'waiting';
  });
  await ingest.take(track(user, 'Profile Completed', { at: Date.now(), messageId: `${user}-profile` }));
  await comesTo(house, user, ({ visits, todo }) => visits['first-steps']?.status === 'closed' && todo.length === 0);
  return ended({ house, user, ingest }, ['first-steps']);
}

/** What is left, once all events are done and have been so for long. */
export async function ended({ house, user }: Life, journeys: readonly string[]): Promise<EndState> {
  await until(async () => ((await isAllDone(house, user)) ? true : null), {
    within: patience,
    otherwise: () => `an event of ${user} is not done`,
  });
  await house.ageApplied(user);
  await comesTo(house, user, ({ applied }) => applied.length === 0);
  return house.endOf(user, journeys);
}

async function isAllDone({ kept }: House, user: string): Promise<boolean> {
  return (await kept.store.events.of(user)).every(({ status }) => status === 'done');
}

/** Waits until the user's document is so. */
export function comesTo({ kept }: House, id: string, where: (user: User) => boolean): Promise<User> {
  const look = async (): Promise<User | null> => {
    const user = await kept.store.users.read(id);
    return where(user) ? user : null;
  };
  const otherwise = async (): Promise<string> => `${id} is stuck: ${JSON.stringify(await kept.store.users.read(id))}`;
  return until(look, { within: patience, otherwise });
}
