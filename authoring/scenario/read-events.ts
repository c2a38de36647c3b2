import type { JsonObject } from '../../domain/json.ts';
import { own } from '../../domain/own.ts';
import { withPlaced } from '../../domain/placed.ts';
import type { ContextDeclaration } from '../../domain/profile/context.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import { parseLength } from '../../domain/scenario/moment.ts';
import type { Context, Scenario as Entry } from '../../domain/scenario/schema.ts';
import { second, type Instant, type Milliseconds } from '../../domain/time/instant.ts';
import type { Cursor } from '../read/cursor.ts';
import { readMoment, type Times } from './read-moment.ts';

type Keys = Partial<Entry> & Pick<UserEvent, 'user'>;
type Happening = Entry['events'][number];

/** In which journey it happens, and when. */
interface Place extends Times {
  readonly journey: string;
  /** The facts of the context that the workspace declares. */
  readonly declared: Readonly<Record<string, ContextDeclaration>>;
}

/** What is known from the beginning, as an identify event just before the start; then what happens. */
export function readEvents(
  cursor: Cursor,
  { user, traits, context, events = [] }: Keys,
  times: Place,
): readonly UserEvent[] {
  const at = times.start - second;
  const known = eventOf({ user, at, index: 0, traits: traits ?? {}, context: contextOf(context, times.declared) });
  const happening = events.flatMap((each, index): UserEvent[] => {
    const instant = readMoment(cursor.at('events', index, 'at'), times);
    if (instant === null) return [];
    const deed = deedOf(cursor.at('events', index), each, times.journey);
    const bodies = { ...deed, traits: each.traits ?? {}, context: contextOf(each.context, times.declared) };
    const late = parseLength(each.late ?? '') ?? 0;
    return [eventOf({ user, at: instant, late, index: index + 1, ...bodies })];
  });
  return [known, ...happening];
}

/** What the user does: an event of the product, or one that tells of a nudge. */
function deedOf(
  cursor: Cursor,
  { event, clicked, opened, properties = {} }: Happening,
  journey: string,
): Pick<UserEvent, 'name' | 'properties'> {
  const [one, another] = [event, clicked, opened].filter((name) => name !== undefined);
  if (another !== undefined) {
    cursor.refuse('VALUE_INVALID', 'found several things at once, expected one of event, clicked or opened', 'key');
  }
  if (one === undefined || one === event) return { name: event ?? null, properties };
  const by = properties.proxy === true ? ' By Program' : '';
  const name = `${one === clicked ? 'Nudge Clicked' : 'Nudge Opened'}${by}`;
  return { name, properties: { journey, step: one, proxy: false, ...properties } };
}

interface Told extends Partial<Pick<UserEvent, 'name' | 'properties'>>, Pick<UserEvent, 'user' | 'traits' | 'context'> {
  readonly at: Instant;
  readonly late?: Milliseconds;
  readonly index: number;
}

function eventOf({ at, late = 0, index, name = null, properties = {}, ...rest }: Told): UserEvent {
  const type = name === null ? 'identify' : 'track';
  return { messageId: `scenario-${index}`, type, name, properties, timestamp: at, receivedAt: at + late, ...rest };
}

/** Facts as Segment's `context` holds them: the inverse of `contextFacts`. */
function contextOf({ device, platform, ...facts }: Context = {}, declared: Place['declared']): JsonObject {
  const named = { ...facts, device: platform ?? device };
  return Object.entries(named).reduce<JsonObject>((context, [name, value]) => {
    const path = own(places, name) ?? own(declared, name)?.at;
    return path === undefined || value === undefined ? context : withPlaced(context, { path, value });
  }, {});
}

/** Where in the context the facts are that are always known. */
const places: Readonly<Record<string, readonly string[]>> = {
  device: ['device', 'type'],
  os: ['os', 'name'],
  locale: ['locale'],
  timezone: ['timezone'],
  country: ['location', 'country'],
  app_version: ['app', 'version'],
};
