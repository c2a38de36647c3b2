import { didYouMean } from '../domain/condition/nearest.ts';
import { courseOfWorkflow, isKeyed } from '../domain/enrolment/identity.ts';
import { UsherError } from '../domain/errors.ts';
import type { UsherContext } from './context.ts';
import { currentJourney } from './enrolment.ts';

type Named = Pick<UsherContext, 'store'>;

/** Whose it is, and its id. */
interface Workflow {
  readonly user: string;
  readonly workflow: string;
}

/**
 * Nobody is where somebody was looked for: says so where that is because a name is not right.
 * @throws UsherError JOURNEY_UNKNOWN, STEP_UNKNOWN
 */
export async function checkNames(
  context: Named,
  { journey, step }: { readonly journey?: string | undefined; readonly step?: string | undefined },
): Promise<void> {
  const release = await context.store.releases.current();
  if (release === null) return;
  const programs = journey === undefined ? Object.values(release.content.journeys) : [await currentJourney(context, journey)]; // prettier-ignore
  // Where everybody is whose journey is over.
  const ids = [...programs.flatMap(({ steps }) => steps.map(({ id }) => id)), 'end'];
  if (step === undefined || ids.includes(step)) return;
  const where = journey === undefined ? 'no journey of the release has a' : `journey "${journey}" has no`;
  const hint = didYouMean(step, ids) || `; expected one of ${[...new Set(ids)].join(', ')}`;
  throw new UsherError('STEP_UNKNOWN', `${where} step "${step}"${hint}`);
}

/** The same with the keys of those in journeys with `per`, of which a workflow's id has but a hash. */
export async function withKeys<Listed extends Workflow>(
  { store }: Named,
  listed: readonly Listed[],
): Promise<readonly Listed[]> {
  const keyed = listed.filter(({ workflow }) => isKeyed(courseOfWorkflow(workflow)));
  if (keyed.length === 0) return listed;
  const users = await store.users.visiting([...new Set(keyed.map(({ user }) => user))]);
  const keys = new Map(
    users.flatMap(({ visits }) => Object.entries(visits).map(([course, { key }]) => [course, key] as const)),
  );
  return listed.map((each) => ({ ...each, key: keys.get(courseOfWorkflow(each.workflow)) ?? null }));
}
