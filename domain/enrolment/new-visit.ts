import type { Entry, Visit } from './visit.ts';

/** What is known of a visit that begins. */
export interface Beginning {
  readonly visit: number;
  readonly key: string | null;
  readonly exclusive: string | null;
  readonly release: string;
  readonly entry: Entry;
  /** The last decision of the visit before. */
  readonly before?: NonNullable<Visit['before']>;
}

/** A visit of which nothing is decided yet. */
export function newVisit(beginning: Beginning): Visit {
  const { visit, key, exclusive, release, entry, before } = beginning;
  return {
    visit,
    key,
    exclusive,
    status: 'starting',
    release,
    entry,
    number: 0,
    decision: null,
    awaits: [],
    matched: {},
    waits: {},
    last: entry.event,
    woke: null,
    endedAt: null,
    credit: null,
    converted: null,
    ...(before && { before }),
  };
}
