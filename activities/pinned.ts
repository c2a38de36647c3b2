import type { Enrolment } from '../domain/enrolment/identity.ts';
import { UsherError } from '../domain/errors.ts';
import type { Program } from '../domain/journey/program.ts';
import type { Release } from '../domain/release/release.ts';
import type { Store } from '../store/index.ts';

/** The release an enrolment is pinned to, and its journey's program. @throws UsherError RELEASE_MISSING */
export async function readPinned(store: Store, { release: id, journey }: Enrolment): Promise<Pinned> {
  const release = await store.releases.read(id);
  const program = release?.content.journeys[journey];
  if (release != null && program !== undefined) return { release, program };
  throw new UsherError('RELEASE_MISSING', `release ${id.slice(0, 7)} with journey ${journey} is not in the database`);
}

export interface Pinned {
  readonly release: Release;
  readonly program: Program;
}
