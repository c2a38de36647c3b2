import { didYouMean } from '../domain/condition/nearest.ts';
import { courseOf, journeyOf } from '../domain/enrolment/identity.ts';
import { visitOf, type User } from '../domain/enrolment/user.ts';
import type { Visit } from '../domain/enrolment/visit.ts';
import { UsherError } from '../domain/errors.ts';
import type { Program } from '../domain/journey/program.ts';
import { own } from '../domain/own.ts';
import type { UsherContext } from './context.ts';

/** Which of a user's enrolments is meant. */
export interface Which {
  readonly journey: string;
  /** What tells it from the user's others in the journey; null where there is one only. */
  readonly key: string | null;
}

/** A user's newest visit to a journey. @throws UsherError ENROLMENT_UNKNOWN, in words that name what there is */
export function enrolmentOf(user: User, which: Which): Visit {
  const visit = visitOf(user, courseOf(which));
  if (visit !== undefined) return visit;
  const { journey, key } = which;
  const keys = Object.entries(user.visits).flatMap(([course, each]) =>
    journeyOf(course) === journey ? [each.key] : [],
  );
  if (keys.length > 0) throw unknown(user, which, `; expected ${keysWords(keys)}`);
  const journeys = [...new Set(Object.keys(user.visits).map(journeyOf))].sort();
  const there = journeys.length === 0 ? 'of none' : `of ${journeys.join(', ')}`;
  throw unknown(user, { journey, key }, didYouMean(journey, journeys) || `: the user is or was ${there}`);
}

function unknown(user: User, { journey, key }: Which, hint: string): UsherError {
  const which = key === null ? `journey "${journey}"` : `journey "${journey}" with key ${JSON.stringify(key)}`;
  return new UsherError('ENROLMENT_UNKNOWN', `${user.id} was never in ${which}${hint}`);
}

/** More are not named; a person in doubt looks at the user. */
const keysNamed = 5;

function keysWords(keys: readonly (string | null)[]): string {
  if (keys.every((key) => key === null)) return 'no key: there is one enrolment only';
  const named = keys.slice(0, keysNamed).map((key) => JSON.stringify(key));
  return `a key, ${named.length < keys.length ? 'for example ' : ''}${named.join(' or ')}`;
}

/** A journey of the current release, and that release's id. @throws UsherError JOURNEY_UNKNOWN, RELEASE_MISSING */
export async function currentJourney({ store }: Pick<UsherContext, 'store'>, journey: string): Promise<Program> {
  const release = await store.releases.current();
  if (release === null) throw new UsherError('RELEASE_MISSING', 'no release is published yet; expected one');
  const { journeys } = release.content;
  const program = own(journeys, journey);
  if (program !== undefined) return program;
  const names = Object.keys(journeys).sort();
  const hint = didYouMean(journey, names) || `; expected one of ${names.join(', ')}`;
  throw new UsherError('JOURNEY_UNKNOWN', `the release has no journey "${journey}"${hint}`);
}
