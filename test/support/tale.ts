import { nudgeRecord } from '../../activities/nudge-record.ts';
import { explainUser, type Explained, type Explaining } from '../../client/explain/explanation.ts';
import { explanationText } from '../../cli/explain/text.ts';
import type { AuditEntry } from '../../domain/audit/entry.ts';
import type { Sending } from '../../domain/enrolment/deliver.ts';
import { journeyOf } from '../../domain/enrolment/identity.ts';
import { visitOf } from '../../domain/enrolment/user.ts';
import { assign } from '../../domain/experiment/assign.ts';
import { own } from '../../domain/own.ts';
import type { Switch } from '../../domain/pacing/switch.ts';
import { localeOf } from '../../domain/profile/surroundings.ts';
import type { Release } from '../../domain/release/release.ts';
import { accepts, type Played, type Story } from '../../domain/simulation/play.ts';
import { nothingShown } from '../../domain/slot/words.ts';
import { simulate } from '../../domain/simulation/simulate.ts';
import { chooseLocale } from '../../domain/template/locale.ts';
import type { Rendered } from '../../domain/template/rendered.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { NudgeRecord } from '../../store/nudges.ts';

/** A story that is played, and what people have done beside it. */
export interface Tale extends Story {
  readonly switches?: readonly Switch[];
  readonly log?: readonly AuditEntry[];
}

/** A story that was played, and is explained from what would have been kept of it. */
export interface Told {
  readonly played: Played;
  /** What `usher explain` says at an instant, under a release that has no number. */
  readonly explain: (now: Instant, asked?: Omit<Explaining, 'now'>) => Promise<string>;
}

export function tell(tale: Tale): Told {
  const { release, provider = accepts } = tale;
  const nudges: NudgeRecord[] = [];
  const sends: Story['provider'] = (sending) => {
    const result = provider(sending);
    nudges.push(recordOf(sending, { release, result }));
    return result;
  };
  const played = simulate({ ...tale, provider: sends });
  return {
    played,
    async explain(now, asked) {
      const store = keeping(tale, played, nudges);
      const explanation = await explainUser(store, await store.users.read(tale.user), { now, ...asked });
      return explanationText(explanation, now).replaceAll(release.id.slice(0, 7), 'release');
    },
  };
}

function recordOf(
  sending: Sending,
  { release, result }: { release: Release; result: ReturnType<typeof accepts> },
): NudgeRecord {
  const { entry, user } = sending;
  const { settings, templates } = release.content;
  const template = own(templates, entry.template);
  const locales = template === undefined || template.channel === 'webhook' ? [] : Object.keys(template.locales);
  const rendered = { choice: chooseLocale(localeOf(user.profile), locales, settings.locale) } as Rendered;
  const enrolment = { journey: journeyOf(entry.course), user: user.id, visit: entry.visit, release: release.id };
  return nudgeRecord({ enrolment, sending, result, rendered, showed: nothingShown, zone: settings.zone });
}

/** What is kept of somebody whose story was played, as far as an explanation reads it. */
function keeping(
  { release, events, switches = [], log = [] }: Tale,
  { user, path }: Played,
  nudges: readonly NudgeRecord[],
): Explained {
  const told = path.map(({ course, visit, ...entry }, number) => {
    const key = visitOf(user, course)?.key ?? null;
    return {
      user: user.id,
      journey: journeyOf(course),
      ...(key !== null && { key }),
      visit,
      number,
      release: release.id,
      entries: [entry],
    };
  });
  const exposures = Object.entries(user.arms).map(([experiment, arm]) => {
    const { bucket, probability } = assign(own(release.content.experiments, experiment)!, user.id);
    return { experiment, arm, bucket, probability, at: path.find(({ what }) => what === `arm ${arm}`)?.at };
  });
  const parts = {
    users: { read: () => Promise.resolve({ ...user, revision: 1 }), aliases: () => Promise.resolve([]) },
    trail: {
      of: () => Promise.resolve(told.sort((a, b) => (a.journey < b.journey ? -1 : Number(a.journey > b.journey)))),
    },
    releases: {
      current: () => Promise.resolve(release),
      read: () => Promise.resolve(release),
      title: () => Promise.resolve(null),
    },
    nudges: { of: () => Promise.resolve(nudges) },
    events: {
      named: (_: unknown, { names }: { names: readonly string[] }) =>
        Promise.resolve(events.filter(({ name }) => names.includes(name ?? ''))),
    },
    exposures: { of: () => Promise.resolve(exposures) },
    showings: { of: () => Promise.resolve([]) },
    audit: { list: () => Promise.resolve(log) },
    switches: { off: () => Promise.resolve(switches) },
  };
  return parts as unknown as Explained;
}
