import type { Message } from '../../../dev/inbox/message.ts';
import type { User } from '../../../domain/enrolment/user.ts';
import type { StoredEvent } from '../../../store/events.ts';
import type { ExposureRecord } from '../../../store/exposures.ts';
import type { NudgeRecord } from '../../../store/nudges.ts';
import type { Told } from '../../../store/trail.ts';
import type { Story } from '../../../workflows/journey.ts';
import { messageIdOf } from '../storm/found.ts';

/** Everything that is left of one user's story, wherever it is. */
export interface Left {
  readonly document: User;
  readonly trail: readonly Told[];
  readonly nudges: readonly NudgeRecord[];
  readonly exposures: readonly ExposureRecord[];
  readonly events: readonly StoredEvent[];
  /** Of each workflow: when it did what is told in words, and differs from run to run. */
  readonly results: readonly Pick<Story, 'outcome' | 'words' | 'decisions'>[];
  readonly mails: readonly Message[];
}

/** What has to be the same whoever was killed, and what was counted. */
export interface EndState {
  /** As JSON, without instants, durations, attempts, and the numbers of writes and decisions. */
  readonly same: string;
  /** Nudges that were counted as maybe twice, by their keys. */
  readonly maybeTwice: readonly string[];
  /** Nudges of which more than one mail came, by their keys. */
  readonly twice: readonly string[];
}

/** The end of a user's story, in a form that can be compared with another user's. */
export function endState(user: string, { document, trail, nudges, events, mails, ...rest }: Left): EndState {
  const same = {
    ...rest,
    document,
    // A look at which nothing had happened may come once more, or not at all.
    trail: trail.filter(({ entries }) => entries.length > 0),
    nudges: nudges.map(({ address, ...nudge }) => ({ ...nudge, hasAddress: address !== undefined })),
    events: events.map(({ event, status }) => ({ event, status })).sort(byId),
    mails: [...new Set(mails.map(({ subject, text, from, to }) => JSON.stringify({ subject, text, from, to })))].sort(),
  };
  const came = ({ key }: NudgeRecord): number => mails.filter(({ messageId }) => messageId === messageIdOf(key)).length;
  return {
    same: anonymous(user, same),
    maybeTwice: nudges.filter(({ maybeTwice }) => maybeTwice).map(({ key }) => key),
    twice: nudges.filter((nudge) => came(nudge) > 1).map(({ key }) => key),
  };
}

type Kept = Pick<StoredEvent, 'event' | 'status'>;

function byId({ event: one }: Kept, { event: other }: Kept): number {
  return one.messageId < other.messageId ? -1 : 1;
}

/** What no two runs can have in common, by its name. */
const fleeting = new Set(['attempt', 'attempts', 'maybeTwice', 'bucket', 'content', 'revision', 'todoSince', 'number', 'decisions']); // prettier-ignore
/** Later than 2020: no count is as large. */
const instants = 1.58e12;

function anonymous(user: string, value: unknown): string {
  const text = JSON.stringify(sorted(value), null, 1);
  const durations = /\b\d+(\.\d+)? (s|min|h|days?)\b( \d+ (s|min|h)\b)*/g;
  return text
    .replaceAll(user, 'USER')
    .replace(durations, 'a while')
    .replace(/bucket 0(\.\d+)?/g, 'bucket')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then');
}

function sorted(value: unknown): unknown {
  if (typeof value === 'number') return value > instants ? 'then' : value;
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => !fleeting.has(name));
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, sorted(each)]));
}
