import { UsherError } from '../domain/errors.ts';
import type { Program, StepKind } from '../domain/journey/program.ts';
import type { UsherContext } from './context.ts';

/** A journey that users can be enrolled in. */
export interface Journey {
  readonly journey: string;
  readonly description: string;
  /** The property by which one user's enrolments are told apart, `properties.teamId`; null: one at a time. */
  readonly per: string | null;
  /** The event that it exists for; null where it has no goal. */
  readonly goal: string | null;
  /** In the order in which they are written: `move` takes any of these ids, `resend` those that send. */
  readonly steps: readonly { readonly id: string; readonly kind: StepKind }[];
}

/**
 * The journeys of the release that new enrolments get, by name.
 * @throws UsherError RELEASE_MISSING where nothing was published yet
 * @example
 * const names = (await usher.journeys()).map(({ journey }) => journey);
 */
export async function journeys({ store }: Pick<UsherContext, 'store'>): Promise<readonly Journey[]> {
  const release = await store.releases.current();
  if (release === null) throw new UsherError('RELEASE_MISSING', 'no release is published yet; expected one');
  const programs = Object.values(release.content.journeys).map(journeyOf);
  return programs.sort((a, b) => (a.journey < b.journey ? -1 : 1));
}

function journeyOf({ journey, description, per, goal, steps }: Program): Journey {
  return { journey, description, per, goal: goal?.event ?? null, steps: steps.map(({ id, kind }) => ({ id, kind })) };
}
