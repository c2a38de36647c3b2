import { fnv64a } from '../fnv64a.ts';

/** One enrolment: one user in one journey, at a given visit, pinned to one release. The workflow's only argument. */
export interface Enrolment {
  readonly journey: string;
  /** What tells this enrolment from the user's others in the journey; absent where there is one only. */
  readonly key?: string;
  readonly user: string;
  /** 1 for the first time this user is in this journey, then counting up. */
  readonly visit: number;
  readonly release: string;
}

/**
 * What visits follow each other on: the journey, or (with `per`) the journey and a key, of which only a hash fits
 * everywhere: `team-tips~9c5e2d7b11f0a8e4`.
 */
export function courseOf({ journey, key }: Pick<Enrolment, 'journey'> & { readonly key?: string | null }): string {
  return key == null ? journey : `${journey}~${fnv64a(key)}`;
}

/** The journey of a course; a journey's name holds no `~`. */
export function journeyOf(course: string): string {
  const key = course.indexOf('~');
  return key === -1 ? course : course.slice(0, key);
}

/** The workflow that runs an enrolment: `<course>/<user>`; the first `/` separates, a user id may hold more. */
export function workflowId(course: string, user: string): string {
  return `${course}/${user}`;
}

/** The course of a workflow that runs an enrolment. */
export function courseOfWorkflow(workflow: string): string {
  return workflow.split('/', 1)[0] ?? '';
}

/** Whether a course is one of several that a user may be on in its journey. */
export function isKeyed(course: string): boolean {
  return journeyOf(course) !== course;
}

/** The key of a nudge: the same for every attempt, other for every course, step, visit and round. */
export function nudgeKey(
  { course, user, visit }: { readonly course: string; readonly user: string; readonly visit: number },
  step: string,
  round: number,
): string {
  return `${course}/${user}/${visit}/${step}/${round}`;
}

/** The user of a nudge's key: under whose id its enrolment's workflow runs. */
export function ownerOf(nudge: string): string {
  return nudge.split('/').slice(1, -3).join('/');
}

/** The names under which Temporal knows the journey workflow, its one signal and its query. */
export const journeyWorkflow = 'journey';
export const wakeSignal = 'wake';
export const enrolmentQueryName = 'enrolment';

/** The number of the decision that is to be followed by another one, and its visit; one that names none means any. */
export type Wake = [number: number, visit?: number | undefined];

/** The seven search attributes and their Temporal types. */
export const searchAttributes = {
  UsherUser: 'Keyword',
  UsherJourney: 'Keyword',
  UsherStatus: 'Keyword',
  UsherStep: 'Keyword',
  UsherSince: 'Datetime',
  UsherRelease: 'Keyword',
  UsherArms: 'KeywordList',
} as const;
