/** One enrolment: one user in one journey, at a given visit, pinned to one release. The workflow's only argument. */
export interface Enrolment {
  readonly journey: string;
  readonly user: string;
  /** 1 for the first time this user is in this journey, then counting up. */
  readonly visit: number;
  readonly release: string;
}

/** The workflow that runs an enrolment: `<journey>/<user>`; the first `/` separates, a user id may hold more. */
export function workflowId(journey: string, user: string): string {
  return `${journey}/${user}`;
}

/** The key of a nudge: the same for every attempt, other for every step, visit and round. */
export function nudgeKey({ journey, user, visit }: Enrolment, step: string, round: number): string {
  return [journey, user, visit, step, round].join('/');
}

/** The names under which Temporal knows the journey workflow and its one signal. */
export const journeyWorkflow = 'journey';
export const wakeSignal = 'wake';

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
