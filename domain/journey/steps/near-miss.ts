import { valuesAt } from '../../condition/read-fact.ts';
import { clip } from '../../condition/value-words.ts';
import type { Json } from '../../json.ts';
import type { UserEvent } from '../../profile/event.ts';
import type { Heard } from '../background.ts';
import { passes, type AwaitedClause, type AwaitedEvent, type EventTest } from '../clause.ts';
import type { PropertyTest, WaitClause } from '../program.ts';
import { resolveTest } from '../resolve.ts';
import { metOtherwiseWords, whereWords } from '../where-words.ts';

/** Reasons go into stories, and what holds the most of them is a decision's budget. */
const most = 3;

/**
 * Why clauses of a wait were waited for in vain, of each that asks for an event's properties: what the event that came
 * nearest had instead; where none came, which values the references stood for. At most three, each of at most 120 bytes.
 */
export function nearMisses(
  clauses: readonly WaitClause[],
  awaited: readonly AwaitedClause[],
  heard: Heard,
): readonly string[] {
  const told = clauses.flatMap(({ id, for: asked }) => {
    const clause = awaited.find((each) => each.id === id);
    // What a nudge has come to is asked for in words of its own.
    if (asked.kind !== 'event' || asked.nudge !== undefined || asked.where.length === 0 || clause?.kind !== 'event')
      return [];
    return missWords(asked.where, clause, heard) ?? [];
  });
  return told.slice(0, most).map(clip);
}

function missWords(asked: readonly PropertyTest[], clause: AwaitedEvent, heard: Heard): string | null {
  const { event, where } = clause;
  if (where === null) return `no ${event} counts: ${leadNowhere(asked, heard).join(' and ')} leads to no value`;
  const nearest = nearestOf(where, clause, heard);
  if (nearest !== null) return `${event} came, but ${lackedWords(where, nearest)}`;
  const isReferred = asked.some(({ operand }) => operand.kind === 'ref');
  return isReferred ? `that is ${whereWords(event, where)}` : null;
}

function leadNowhere(asked: readonly PropertyTest[], heard: Heard): readonly string[] {
  return asked.flatMap((test) => {
    return test.operand.kind === 'ref' && resolveTest(test, heard) === null ? [test.operand.path] : [];
  });
}

/** Of those that came in time and lacked something the one that passed the most tests, the last of several. */
function nearestOf(
  where: readonly EventTest[],
  { event, since, until, not }: AwaitedEvent,
  { events }: Heard,
): UserEvent | null {
  const passed = (each: UserEvent): number => where.filter((test) => passes(test, each)).length;
  return events
    .filter(({ name, messageId }) => name === event && messageId !== not)
    .filter(({ timestamp }) => timestamp >= since && timestamp <= until)
    .filter((each) => passed(each) < where.length)
    .reduce<UserEvent | null>((best, each) => (best === null || passed(each) >= passed(best) ? each : best), null);
}

function lackedWords(where: readonly EventTest[], event: UserEvent): string {
  const lacked = where.filter((test) => !passes(test, event));
  return lacked.map((test) => metOtherwiseWords(test, metAt(test.path, event))).join(' and ');
}

/** A path that leads to several values shows them all. */
function metAt(path: string, { properties }: UserEvent): Json | undefined {
  const [first, ...others] = valuesAt(properties, path.split('.'));
  return others.length === 0 ? first : [first ?? null, ...others.map((each) => each ?? null)];
}
