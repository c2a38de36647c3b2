import { oncePer } from '../once.ts';
import type { Counting } from '../profile/apply.ts';
import { derivationsOf } from '../profile/derivations.ts';
import { daysKept } from './days-kept.ts';
import type { ReleaseContent } from './release.ts';

/** What `apply` counts and derives for a release: always the current one, whatever release an enrolment is pinned to. */
export const countingOf = oncePer((content: ReleaseContent): Required<Counting> => {
  return { days: daysKept(content), derivations: derivationsOf(content), context: content.context };
});
