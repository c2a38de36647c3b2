import { didYouMean } from '../../../domain/condition/nearest.ts';
import { liveLedger } from '../../../domain/enrolment/claims.ts';
import { courseOf } from '../../../domain/enrolment/identity.ts';
import { factsOf } from '../../../domain/enrolment/user.ts';
import { UsherError } from '../../../domain/errors.ts';
import { own } from '../../../domain/own.ts';
import { admit } from '../../../domain/pacing/admit.ts';
import { openPolicy } from '../../../domain/pacing/policy.ts';
import type { ReleaseContent } from '../../../domain/release/release.ts';
import { templateOf } from '../../../domain/slot/slot.ts';
import type { Template } from '../../../domain/template/template.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { Asking } from './asking.ts';
import { enrolmentsOf } from './enrolments.ts';
import { notEntered } from './not-entered.ts';
import { waysThrough, type Way } from './ways.ts';

/** Why a user has not got a template, or that they have: one answer for each way by which it could have come. */
export interface WhyNot {
  readonly template: string;
  readonly channel: Template['channel'];
  readonly category: string;
  /** Empty where no journey sends it. */
  readonly ways: readonly Way[];
  /** What would come of it now if it were due; null while it is due. */
  readonly now: Now | null;
}

/** What would come of a nudge now. */
export interface Now {
  readonly would: 'go' | 'hold' | 'skip';
  /** When it would be looked at again; null where it would not be held. */
  readonly until: Instant | null;
  readonly because: readonly string[];
}

/** Why a user has not got a template. @throws UsherError TEMPLATE_UNKNOWN */
export async function whyNotOf(asked: string, asking: Asking): Promise<WhyNot> {
  const { user, current, now } = asking;
  const enrolments = await enrolmentsOf(asking);
  const contents = [...new Set([current?.content, ...enrolments.map(({ content }) => content)])].filter((each) => each != null); // prettier-ignore
  const template = find(asked, contents);
  const { name, channel, category } = template;
  const inside = enrolments.flatMap((enrolment) => waysThrough(enrolment, { template: name, current }));
  const outside = current === null ? [] : notEntered(name, { user, current, enrolments, now });
  const ways = [...inside, ...outside];
  const isDue = ways.some(({ came }) => came === 'held' || came === 'sending');
  return {
    template: name,
    channel,
    category,
    ways,
    now: isDue ? null : await nowOf(template, inside.at(-1) ?? ways[0], asking),
  };
}

/** An item that a slot shows goes by its own name, too. */
function find(asked: string, contents: readonly ReleaseContent[]): Template {
  const names = [asked, templateOf(asked)];
  const [found] = names.flatMap((name) => contents.flatMap(({ templates }) => own(templates, name) ?? []));
  if (found !== undefined) return found;
  const known = contents.flatMap(({ templates, items }) => [...Object.keys(templates), ...Object.keys(items)]);
  throw new UsherError('TEMPLATE_UNKNOWN', `no release of the user has a template ${JSON.stringify(asked)}${didYouMean(asked, known)}`); // prettier-ignore
}

async function nowOf(template: Template, way: Way | undefined, asking: Asking): Promise<Now> {
  const { store, user, current, zone, now } = asking;
  const { visit, step, ...which } = way ?? nowhere;
  const course = courseOf(which);
  const answer = admit({
    nudge: { key: '', course, visit: visit ?? 0, step: step ?? '', template },
    ledger: liveLedger(user),
    suppressed: user.suppressed,
    policy: current?.content.policy ?? openPolicy,
    switches: await store.switches.off(),
    facts: factsOf(user),
    ...{ zone, now, timed: false },
  });
  switch (answer.kind) {
    case 'go':
      return { would: 'go', until: null, because: [] };
    case 'hold':
      return { would: 'hold', until: answer.until, because: answer.because };
    case 'skip':
      return { would: 'skip', until: null, because: answer.because };
  }
}

const nowhere = { journey: '', key: null, visit: null, step: null };
