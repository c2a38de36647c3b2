import { workflowId } from '../domain/enrolment/identity.ts';
import { originOf } from '../domain/enrolment/user.ts';
import { UsherError } from '../domain/errors.ts';
import { minute, type Instant, type Milliseconds } from '../domain/time/instant.ts';
import type { Store } from '../store/index.ts';
import type { TemporalClient } from './connect.ts';
import { eachOf, fulfilled } from './each-of.ts';
import { describe } from './look.ts';

/** As many open visits may lose their workflows for reasons of their own. */
const mayBeUnseen = 20;
/** Enough open visits to tell the two apart: where half of them are unseen, it is more than may be. */
const enough = 2 * (mayBeUnseen + 1);
/** Looks at Temporal at the same time. */
const atOnce = 8;
/** A Temporal that is the right one is the right one for a while; one that is not is mended by people. */
const trusted: Milliseconds = minute;

/** How many of the open visits that were looked for have no workflow. */
export interface Sought {
  readonly visits: number;
  readonly unseen: number;
}

/**
 * Whether Temporal knows so few of the open visits that it is more likely not the one they are in.
 * @throws UsherError RECONCILE_REFUSED
 */
export function refuseIfStrange({ visits, unseen }: Sought): void {
  if (unseen <= mayBeUnseen || unseen < visits / 2) return;
  const found = `${unseen} of ${visits} open visits have no workflow in this Temporal namespace`;
  const way =
    'if that is so, `usher reconcile --fix` ends them; otherwise check TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE';
  throw new UsherError('RECONCILE_REFUSED', `${found}; ${way}`);
}

/**
 * Asked before a visit is closed since Temporal knows no workflow of it: a wrong namespace, or one that was emptied,
 * would close them all, one by one, as something happens to them.
 * @throws UsherError RECONCILE_REFUSED
 */
export type Caution = () => Promise<void>;

export interface CautionDependencies {
  readonly store: Pick<Store, 'users'>;
  readonly temporal: TemporalClient;
  readonly now: () => Instant;
}

/** Looks for some open visits in Temporal; the answer is good for a minute. */
export function createCaution({ store, temporal, now }: CautionDependencies): Caution {
  let known: { readonly sought: Promise<Sought>; readonly at: Instant } | null = null;
  return async () => {
    if (known === null || now() - known.at > trusted) known = { sought: seek(store, temporal), at: now() };
    const { sought } = known;
    // What could not be looked at is looked at again by whoever asks next.
    sought.catch(() => (known = known?.sought === sought ? null : known));
    refuseIfStrange(await sought);
  };
}

async function seek({ users }: CautionDependencies['store'], { client }: TemporalClient): Promise<Sought> {
  const some = (await users.open('', enough)).flatMap(({ id, visits }) =>
    Object.entries(visits).flatMap(([course, visit]) =>
      visit.status === 'open' ? [workflowId(course, originOf({ id }, visit))] : [],
    ),
  );
  const isUnseen = async (id: string): Promise<boolean> => (await describe(client, id)) === null;
  const looks = fulfilled(await eachOf(some.slice(0, enough), isUnseen, { atOnce, isOver: () => false }));
  return { visits: looks.length, unseen: looks.filter(Boolean).length };
}
