import type { Program } from '../journey/program.ts';
import { oncePer } from '../once.ts';
import { own } from '../own.ts';
import type { UserEvent } from '../profile/event.ts';
import type { Release } from '../release/release.ts';
import { segmentRules } from '../segment/enrolling.ts';
import { enteredBy } from '../segment/entered.ts';
import { door } from './enrol.ts';
import { enter, type Entrance } from './entrance.ts';
import { invited, invitedTo } from './invitation.ts';
import { withRefusals, type Refusal, type User } from './user.ts';

/** A journey whose door is asked about an event. */
export interface Knock {
  readonly program: Program;
  readonly event: UserEvent;
}

/** A user after the doors were asked: who has entered, and which stayed closed. */
export interface Admitted {
  readonly user: User;
  readonly entered: readonly string[];
  readonly refused: readonly Refusal[];
}

/** What events of one moment lead to, as all of them: the journey of the highest priority goes first. */
export function knocksOf(release: Release, events: readonly UserEvent[]): readonly Knock[] {
  const knocks = events.flatMap((event) => doorsOn(release, event).map((program) => ({ program, event })));
  return knocks.length < 2 ? knocks : knocks.sort((a, b) => b.program.priority - a.program.priority);
}

/** Asks door after door; one by which the user has come in is not asked again. */
export function knock(user: User, knocks: readonly Knock[], release: Release): Admitted {
  const entered: string[] = [];
  const refused: Refusal[] = [];
  let after = user;
  for (const { program, event } of knocks) {
    if (entered.includes(program.journey)) continue;
    const answer = ask(program, after, { event, release: release.id });
    after = answer.user;
    if (answer.kind === 'entered') entered.push(program.journey);
    else refused.push({ journey: program.journey, at: event.receivedAt, because: answer.because });
  }
  return { user: withRefusals(after, refused), entered, refused };
}

/** Asks one journey's door about an event that its rules speak of, or that invites to it. */
export function ask(program: Program, user: User, by: { event: UserEvent; release: string }): Entrance {
  const { messageId, timestamp, receivedAt, properties } = by.event;
  const answer = invited(by.event) ?? door(program, user, by.event);
  if (answer.kind === 'closed') return { kind: 'refused', because: answer.because, user };
  const entry = { event: messageId, at: timestamp, receivedAt, because: answer.because };
  return enter(user, { program, release: by.release, entry, properties });
}

/** The journeys that an event may lead into. */
function doorsOn(release: Release, event: UserEvent): readonly Program[] {
  if (event.name === null) return [];
  const journey = invitedTo(event);
  if (journey !== null) return [own(release.content.journeys, journey) ?? []].flat();
  const { byEvent, bySegment } = doors(release);
  const segment = enteredBy(event);
  const ofEvent = byEvent.get(event.name) ?? [];
  const ofSegment = segment === null ? [] : (bySegment.get(segment) ?? []);
  return [...ofEvent, ...ofSegment.filter((program) => !ofEvent.includes(program))];
}

type Doors = ReadonlyMap<string, readonly Program[]>;

/** Event name, or segment → the journeys whose rules speak of it, the highest priority first. */
const doors = oncePer(({ content }: Release): { readonly byEvent: Doors; readonly bySegment: Doors } => {
  const programs = Object.values(content.journeys).sort((a, b) => b.priority - a.priority);
  const eventsOf = ({ enrol }: Program): readonly string[] =>
    enrol.flatMap((rule) => (rule.kind === 'event' ? [rule.on] : []));
  const segmentsOf = (program: Program): readonly string[] => segmentRules(program).map(({ segment }) => segment);
  return { byEvent: indexed(programs, eventsOf), bySegment: indexed(programs, segmentsOf) };
});

function indexed(programs: readonly Program[], namesOf: (program: Program) => readonly string[]): Doors {
  const index = new Map<string, Program[]>();
  for (const program of programs) {
    for (const name of new Set(namesOf(program))) index.set(name, [...(index.get(name) ?? []), program]);
  }
  return index;
}
