import { courseOf } from '../../domain/enrolment/identity.ts';
import { idsOf, type User } from '../../domain/enrolment/user.ts';
import type { TrailEntry } from '../../domain/journey/state.ts';
import { own } from '../../domain/own.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Store } from '../../store/index.ts';
import type { NudgeRecord } from '../../store/nudges.ts';
import type { Told } from '../../store/trail.ts';

/** What is known of a nudge that went out, beside the words of its provider. */
export interface Sent extends Pick<NudgeRecord, 'template' | 'channel' | 'locale' | 'choice' | 'zone' | 'maybeTwice'> {
  /** It was sent at any hour, and counts in no cap. */
  readonly transactional: boolean;
  /** What came back of it, and when first: `clicked`, `opened`, `bounced`, `complained`. */
  readonly heard: readonly { readonly what: string; readonly at: Instant }[];
}

/** One line of the story. */
export interface Line extends TrailEntry {
  readonly journey: string;
  /** What tells the enrolment from the user's others in the journey; null where there is one only. */
  readonly key: string | null;
  readonly visit: number;
  /** What the visit is pinned to. */
  readonly release: string;
  /** Of a nudge that went out; absent from every other line. */
  readonly sent?: Sent;
}

/** What the story is read from. */
export type Telling = Pick<Store, 'trail' | 'nudges' | 'events' | 'releases'>;

/** Everything that was decided about a user, in order, with what is known of each nudge that went out. */
export async function storyOf(store: Telling, user: User): Promise<readonly Line[]> {
  const ids = idsOf(user);
  const [told, nudges] = await Promise.all([store.trail.of(ids), sentTo(store, ids)]);
  return told.flatMap((each) => linesOf(each, nudges)).sort((a, b) => a.at - b.at);
}

function linesOf(told: Told, nudges: ReadonlyMap<string, Sent>): readonly Line[] {
  const { journey, visit, release, entries } = told;
  const key = told.key ?? null;
  const course = courseOf({ journey, key });
  return entries.map((entry) => {
    const sent = entry.what === 'sent' ? nudges.get(placeOf({ course, visit, ...entry })) : undefined;
    return { journey, key, visit, release, ...entry, ...(sent !== undefined && { sent }) };
  });
}

/** At one step of one visit at most one nudge goes out at one instant. */
function placeOf(at: Pick<NudgeRecord, 'visit' | 'step' | 'at'> & { readonly course: string }): string {
  return JSON.stringify([at.course, at.visit, at.step, at.at]);
}

/** What users do with nudges, and what providers report of them. */
const heardBy: Readonly<Record<string, string>> = {
  'Nudge Opened': 'opened',
  'Nudge Clicked': 'clicked',
  'Email Bounced': 'bounced',
  'Email Complained': 'complained',
};
/** More than anybody clicks in a lifetime of nudges. */
const mostHeard = 1_000;

async function sentTo(store: Telling, ids: readonly string[]): Promise<ReadonlyMap<string, Sent>> {
  const records = (await store.nudges.of(ids)).filter(({ status }) => status === 'sent');
  if (records.length === 0) return new Map();
  const which = { names: Object.keys(heardBy), since: 0, limit: mostHeard, from: 'oldest' } as const;
  const events = await store.events.named(ids, which);
  const sent = records.map(async (record) => {
    const [course = ''] = record.key.split('/', 1);
    return [placeOf({ course, ...record }), await sentOf(record, events, store)] as const;
  });
  return new Map(await Promise.all(sent));
}

async function sentOf(record: NudgeRecord, events: readonly UserEvent[], { releases }: Telling): Promise<Sent> {
  const { template, channel, locale, choice, zone, maybeTwice } = record;
  const release = await releases.read(record.release);
  return {
    ...{ template, channel, locale, maybeTwice },
    ...(choice !== undefined && { choice }),
    ...(zone !== undefined && { zone }),
    transactional: own(release?.content.templates ?? {}, template)?.transactional ?? false,
    heard: heardOf(record, events),
  };
}

function heardOf({ key }: NudgeRecord, events: readonly UserEvent[]): Sent['heard'] {
  const heard = new Map<string, Instant>();
  for (const { name, properties, timestamp } of events) {
    const what = own(heardBy, name ?? '');
    if (properties.nudge === key && what !== undefined && !heard.has(what)) heard.set(what, timestamp);
  }
  return [...heard].map(([what, at]) => ({ what, at }));
}
