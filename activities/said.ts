import type { Visit } from '../domain/enrolment/visit.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Store } from '../store/index.ts';

/** What templates may say of an enrolment's events. */
export interface Said {
  /** Of the event by which the user entered. */
  readonly entryProperties: JsonObject;
  /** `as` of a wait that is over → the properties of what it matched. */
  readonly waits: Readonly<Record<string, { readonly properties: JsonObject }>>;
}

/** Reads the events that a visit remembers. */
export async function readSaid(store: Store, visit: Visit | undefined): Promise<Said> {
  if (visit === undefined) return { entryProperties: {}, waits: {} };
  const ids = [visit.entry.event, ...Object.values(visit.waits).map(({ event }) => event)];
  const events = new Map((await store.events.readAll(ids)).map(({ messageId, properties }) => [messageId, properties]));
  const propertiesOf = (id: string): JsonObject => events.get(id) ?? {};
  const waits: Record<string, Said['waits'][string]> = {};
  for (const [as, { event }] of Object.entries(visit.waits)) waits[as] = { properties: propertiesOf(event) };
  return { entryProperties: propertiesOf(visit.entry.event), waits };
}
