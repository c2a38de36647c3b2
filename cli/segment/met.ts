import { knownUser } from '../../client/known-user.ts';
import { reasonsOf } from '../../domain/condition/explain.ts';
import { holds } from '../../domain/condition/holds.ts';
import { factsOf } from '../../domain/enrolment/user.ts';
import type { Facts } from '../../domain/profile/facts.ts';
import { zoneOf } from '../../domain/profile/surroundings.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { outlineOf, type Outline } from '../../domain/segment/outline.ts';
import { segmentOf, type Asking } from './asking.ts';

/** A clause of a definition, whether it holds for a user, and what it met. */
export interface MetClause {
  readonly words: string;
  readonly holds: boolean;
  readonly of: MetOutline | null;
}

export interface MetOutline extends Pick<Outline, 'together'> {
  readonly clauses: readonly MetClause[];
}

/** Whether a user is in a segment, clause by clause. */
export interface Met {
  readonly segment: string;
  readonly user: string;
  readonly release: string;
  readonly at: Instant;
  readonly zone: string;
  readonly is: boolean;
  readonly definition: MetOutline;
}

/** What each clause of a segment met in a user. @throws UsherError NAME_UNKNOWN, USER_UNKNOWN, USER_FORGOTTEN */
export async function meetSegment({ store, release, now }: Asking, segment: string, id: string): Promise<Met> {
  const condition = segmentOf(release.content, segment);
  const user = await knownUser({ store }, id);
  const facts = factsOf(user);
  return {
    segment,
    user: user.id,
    release: release.id,
    at: now,
    zone: zoneOf(user.profile, release.content.settings.zone),
    is: holds(condition, facts, now),
    definition: met(outlineOf(condition), facts, now),
  };
}

function met({ together, clauses }: Outline, facts: Facts, now: Instant): MetOutline {
  const all = clauses.map(({ words, condition, of }) => ({
    words: of === null ? reasonsOf(condition, facts, now).join(', ') : words,
    holds: holds(condition, facts, now),
    of: of === null ? null : met(of, facts, now),
  }));
  return { together, clauses: all };
}
