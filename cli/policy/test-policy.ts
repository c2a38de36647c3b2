import { journeyOf } from '../../domain/enrolment/identity.ts';
import { idsOf, type User } from '../../domain/enrolment/user.ts';
import { own } from '../../domain/own.ts';
import type { Nudge } from '../../domain/pacing/admit.ts';
import type { Release, ReleaseContent } from '../../domain/release/release.ts';
import type { Template } from '../../domain/template/template.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Store } from '../../store/index.ts';
import type { NudgeRecord, Span } from '../../store/nudges.ts';
import type { SentUnder } from './facts-then.ts';
import { lookBack } from './look-back.ts';
import { replay, type Past } from './replay.ts';
import { counted, emptyTally, type PolicyTally } from './tally.ts';

interface Testing {
  readonly store: Pick<Store, 'nudges' | 'users' | 'releases'>;
  /** The workspace whose policy is tested. */
  readonly content: ReleaseContent;
  readonly from: Instant;
  readonly until: Instant;
  /** After every page: how many nudges were read. */
  readonly onProgress: (read: number) => void;
}

/** What a tally is of. */
export interface Tested extends PolicyTally {
  readonly users: number;
  readonly from: Instant;
  readonly until: Instant;
}

/** Nudges that are read at once: some megabytes, and enough that reading them takes no longer than asking about them. */
const pageSize = 1_000;

/** Asks of everything that was sent in a span of time what a policy would have made of it: page by page, user by user. */
export async function testPolicy({ store, content, from, until, onProgress }: Testing): Promise<Tested> {
  const templates = Object.values(content.templates);
  const span = { from: from - lookBack(content.policy, templates), until };
  let tested: Tested = { ...emptyTally, users: 0, from, until };
  const united = new Set<string>();
  let [after, read] = ['', 0];
  for (;;) {
    const page = await store.nudges.sentFrom(after, span, pageSize);
    const last = page.at(-1);
    if (last === undefined) return tested;
    const tallies = byUser(page).map(async (records) => {
      const whole = await ofOnePerson(records, { store, span, united });
      return whole === null ? nothing : ofUser(whole, { store, content, from, until });
    });
    for (const add of await Promise.all(tallies)) tested = add(tested);
    after = last.user;
    read += page.length;
    onProgress(read);
  }
}

/** A page has all of a user's one after the other. */
function byUser(page: readonly NudgeRecord[]): readonly (readonly NudgeRecord[])[] {
  const users = new Map<string, NudgeRecord[]>();
  for (const record of page) {
    const known = users.get(record.user);
    if (known === undefined) users.set(record.user, [record]);
    else known.push(record);
  }
  return [...users.values()];
}

const nothing = (tested: Tested): Tested => tested;

/** A user, and all that was sent to them in the span. */
interface Person {
  readonly user: User;
  readonly records: readonly NudgeRecord[];
}

interface Uniting {
  readonly store: Testing['store'];
  readonly span: Span;
  /** Users of several ids who have been looked at. */
  readonly united: Set<string>;
}

/** What was sent under one id, or under all ids of whom that one has become; null where they were looked at under another. */
async function ofOnePerson(records: readonly NudgeRecord[], { store, span, united }: Uniting): Promise<Person | null> {
  const user = await store.users.read(records[0]?.user ?? '');
  if (user.aliases.length === 0) return { user, records };
  if (united.has(user.id)) return null;
  united.add(user.id);
  const all = await store.nudges.of(idsOf(user));
  const sent = all.filter(({ status, at }) => status === 'sent' && at >= span.from && at < span.until);
  return { user, records: sent };
}

async function ofUser(
  { user, records }: Person,
  { store, content, from, until }: Omit<Testing, 'onProgress'>,
): Promise<(tested: Tested) => Tested> {
  const last = records.at(-1);
  if (last === undefined || last.at < from) return nothing;
  const sent: Past[] = [];
  let unknown = 0;
  for (const record of records) {
    const release = await pinned(store, record);
    const template = templateOf(record, content) ?? templateOf(record, release);
    if (template !== undefined)
      sent.push({ nudge: nudgeOf(record, template), at: record.at, ...sentUnder(record, release) });
    else unknown += Number(record.at >= from);
  }
  const { policy, settings } = content;
  const fates = replay(sent, { user, policy, zone: settings.zone, from, until });
  return (tested) => {
    const before = { ...tested, users: tested.users + 1, unknown: tested.unknown + unknown };
    return { ...before, ...fates.reduce<PolicyTally>(counted, before) };
  };
}

async function pinned({ releases }: Testing['store'], { release }: NudgeRecord): Promise<Release['content'] | null> {
  return (await releases.read(release))?.content ?? null;
}

/** As the policy of its release says, which is the one of those days or an older one; without it, as it always is of mail. */
function sentUnder({ template, channel }: NudgeRecord, content: ReleaseContent | null): SentUnder {
  if (content === null) return { isAsked: false, isHeard: channel === 'email' };
  if (own(content.templates, template)?.transactional === true) return { isAsked: false, isHeard: false };
  const mode = content.policy.consent.modes[channel];
  return { isAsked: mode === 'opt-in' || mode === 'double-opt-in', isHeard: channel === 'email' || mode !== 'always' };
}

/** As the workspace has it, whose policy speaks of its tags; else as it was when it was sent. */
function templateOf({ template, channel }: NudgeRecord, content: ReleaseContent | null): Template | undefined {
  const found = content === null ? undefined : own(content.templates, template);
  return found?.channel === channel ? found : undefined;
}

/** A key begins with its course. */
function nudgeOf({ key, journey, visit, step }: NudgeRecord, template: Template): Nudge {
  const [course = journey] = key.split('/', 1);
  return { key, course: journeyOf(course) === journey ? course : journey, visit, step, template };
}
