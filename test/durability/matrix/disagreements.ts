import type { User } from '../../../domain/enrolment/user.ts';
import { workflowId } from '../../../domain/enrolment/identity.ts';
import { track } from '../../support/event.ts';
import type { Meeting } from '../mortal.ts';
import { until } from '../until.ts';
import type { EndState } from './end-state.ts';
import { comesTo, ended, patience, type Life } from './life.ts';

const journey = 'calling';

/** A journey starts another one, which comes to its end, too. */
export async function isHandedOn(life: Life): Promise<EndState> {
  const { house, user } = life;
  await happens(life, 'Opened', 1);
  await comesTo(house, user, ({ visits, todo }) => visits.sequel?.status === 'closed' && todo.length === 0);
  return ended(life, ['opening', 'sequel']);
}

/** The workflow is terminated; the event that it waits for finds out, and enrols again. */
export async function returns(life: Life): Promise<EndState> {
  const { house, user } = life;
  await waits(life, 1);
  await handleOf(life).terminate();
  await happens(life, 'Called', 2);
  await comesTo(house, user, isWaiting(2));
  await happens(life, 'Called', 3);
  return finishes(life);
}

/** The workflow is terminated, and a reconciliation finds out. */
export async function endsUnseen(life: Life): Promise<EndState> {
  const { user, ingest } = life;
  await waits(life, 1);
  await handleOf(life).terminate();
  await ingest.take(meeting(user));
  await comesTo(life.house, user, ({ visits }) => visits[journey]?.status === 'closed');
  return ended(life, []);
}

/** The document loses a visit that is under way, and a reconciliation finds out. */
export async function isAdopted(life: Life): Promise<EndState> {
  const { house, user, ingest } = life;
  await waits(life, 1);
  await house.forgetVisits(user);
  // Where no worker answers for the workflow, both sides seem to agree, until the next reconciliation.
  const look = async (): Promise<true | null> => {
    await ingest.take(meeting(user));
    return ((await house.kept.store.users.read(user)).visits[journey]?.number ?? 0) > 1 ? true : null;
  };
  await until(look, { within: patience, otherwise: () => `${user} is not adopted` });
  await happens(life, 'Called', 2);
  return finishes(life);
}

async function waits(life: Life, visit: number): Promise<void> {
  await happens(life, 'Called', visit);
  await comesTo(life.house, life.user, isWaiting(visit));
  // The document is there before the workflow has heard of it.
  await life.house.shows(workflowId(journey, life.user), 'wait-call');
}

const isWaiting =
  (visit: number) =>
  ({ visits }: User): boolean =>
    visits[journey]?.visit === visit && visits[journey].decision?.effect.kind === 'wait';

function happens({ user, ingest }: Life, event: string, time: number): Promise<void> {
  return ingest.take(track(user, event, { at: Date.now(), messageId: `${user}-${event}-${time}` }));
}

function meeting(user: string): Meeting {
  return { meet: user, course: journey };
}

function handleOf({ house, user }: Life): ReturnType<Life['house']['temporal']['client']['workflow']['getHandle']> {
  return house.temporal.client.workflow.getHandle(workflowId(journey, user));
}

async function finishes(life: Life): Promise<EndState> {
  const { house, user } = life;
  await comesTo(house, user, ({ visits, todo }) => visits[journey]?.status === 'closed' && todo.length === 0);
  return ended(life, [journey]);
}
