import type { Visit } from '../domain/enrolment/visit.ts';
import type { JsonObject } from '../domain/json.ts';
import { nothingSaid, type Said } from '../domain/template/data.ts';
import type { Store } from './index.ts';

/** Reads the events that a visit remembers. */
export async function readSaid(store: Pick<Store, 'events'>, visit: Visit | undefined): Promise<Said> {
  if (visit === undefined) return nothingSaid;
  const ids = [visit.entry.event, ...Object.values(visit.waits).map(({ event }) => event)];
  const events = new Map((await store.events.readAll(ids)).map(({ messageId, properties }) => [messageId, properties]));
  const propertiesOf = (id: string): JsonObject => events.get(id) ?? {};
  const waits: Record<string, Said['waits'][string]> = {};
  for (const [as, { event }] of Object.entries(visit.waits)) waits[as] = { properties: propertiesOf(event) };
  return { entryProperties: propertiesOf(visit.entry.event), waits };
}
