import { Name } from '../../domain/authored/schema.ts';
import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import type { FilterEvent, NamedEvent } from '../../domain/profile/named/named-event.ts';
import { NamedEvent as Entry } from '../../domain/profile/named/schema.ts';
import { readWhere } from '../journey/where.ts';
import { checkKeys } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';
import { refuseUnknown } from '../read/refuse-unknown.ts';
import { definitionHash } from './definition-hash.ts';

/** Each is counted for every user, in a document that has room for 200 names. */
const most = 50;

type Traits = Vocabulary['traits'];
type Named = Readonly<Record<string, NamedEvent>>;

/** Without the hash, which those that it comes after have a part in. */
type Bare = Omit<Extract<NamedEvent, { kind: 'event' }>, 'of'> | Omit<Extract<NamedEvent, { kind: 'change' }>, 'of'>;

/** Reads `events:` of `profile.yaml`; what is wrong was reported, and is left out of the result. */
export function readNamedEvents(events: Cursor, traits: Traits): Named {
  const entries = events.entries();
  if (entries.length > most) {
    events.refuse('VALUE_INVALID', `found ${entries.length} events, expected at most ${most}`, 'key');
  }
  const names = entries.map(([name]) => name);
  const read = entries.map(([name, entry]) => [name, readEvent(name, entry, { names, traits })] as const);
  const bare = new Map(read.flatMap(([name, event]) => (event === null ? [] : [[name, event] as const])));
  const cursors = new Map(entries);
  for (const [name, event] of bare) refuseAfterChange(event, bare, cursors.get(name));
  return Object.fromEntries(
    [...bare].flatMap(([name, event]) => {
      const of = hashOf(name, bare, []);
      if (of !== null) return [[name, { ...event, of }] as const];
      cursors.get(name)?.refuse('EVENT_CYCLE', `"${name}" comes after itself; expected another event before it`, 'key');
      return [];
    }),
  );
}

interface Knowing {
  readonly names: readonly string[];
  readonly traits: Traits;
}

function readEvent(name: string, entry: Cursor, knowing: Knowing): Bare | null {
  if (!Name.safeParse(name).success) {
    entry.refuse('VALUE_INVALID', `found the key "${name}", expected a name of at most 40 characters: a-z, 0-9 and -`, 'key'); // prettier-ignore
  }
  const keys = checkKeys(Entry, entry);
  if (keys?.on === undefined) return null;
  return typeof keys.on === 'string' ? readFilter(keys.on, entry, knowing) : readChange(keys.on.trait, entry, knowing);
}

function readChange(trait: string, entry: Cursor, { traits }: Knowing): Bare | null {
  refuseUnknown(entry.at('on', 'trait'), Object.keys(traits), 'a trait of profile.yaml');
  const beside = ['where', 'after', 'within'].filter((key) => entry.at(key).value !== undefined);
  for (const key of beside)
    entry.at(key).refuse('KEY_UNKNOWN', `found "${key}" beside a trait, expected it alone`, 'key');
  return beside.length > 0 ? null : { kind: 'change', trait };
}

function readFilter(on: string, entry: Cursor, knowing: Knowing): Bare | null {
  if (knowing.names.includes(on)) {
    return entry.at('on').refuse('VALUE_INVALID', `"${on}" is an event of this file, expected one as it is sent`);
  }
  const where = testsOf(entry.at('where'));
  const sequence = sequenceOf(on, entry, knowing);
  return where === null || sequence === undefined ? null : { kind: 'event', on, where, sequence };
}

/** A named event knows no other event whose properties a test could refer to. */
function testsOf(cursor: Cursor): FilterEvent['where'] | null {
  const where = readWhere(cursor);
  if (where === null) return null;
  const tests = where.tests.flatMap(({ path, comparison, operand }): FilterEvent['where'] => {
    return operand.kind === 'ref' ? [] : [{ path, comparison, operand }];
  });
  if (tests.length === where.tests.length) return tests;
  return cursor.refuse('OPERAND_INVALID', 'found $ref, expected text, a number, true or false: there is no entry here');
}

type Sequence = Extract<NamedEvent, { kind: 'event' }>['sequence'];

/** Undefined, with a problem, for what is none. */
function sequenceOf(on: string, entry: Cursor, { names }: Knowing): Sequence | undefined {
  const { after, within } = checkedSequence(entry);
  if (after === undefined && within === undefined) return null;
  if (after === undefined || within === undefined) {
    const missing = after === undefined ? 'after' : 'within';
    entry.refuse('KEY_MISSING', `"${missing}" is missing; expected both after and within`, 'key');
    return undefined;
  }
  if (after === on && !names.includes(after)) {
    entry.at('after').refuse('EVENT_CYCLE', `"${on}" comes after itself; expected another event before it`);
    return undefined;
  }
  return { after, within };
}

function checkedSequence(entry: Cursor): { after?: string | undefined; within?: number | undefined } {
  const keys = Entry.safeParse(entry.value);
  return keys.success ? { after: keys.data.after, within: keys.data.within } : {};
}

/** When a trait changed may turn out to have been otherwise; what was counted after that could not be taken back. */
function refuseAfterChange(event: Bare, events: ReadonlyMap<string, Bare>, entry: Cursor | undefined): void {
  if (event.kind !== 'event' || events.get(event.sequence?.after ?? '')?.kind !== 'change') return;
  entry?.at('after').refuse('VALUE_INVALID', 'found a change of a trait, expected an event that is sent');
}

/** Null where it comes after itself. */
function hashOf(name: string, events: ReadonlyMap<string, Bare>, asking: readonly string[]): string | null {
  const event = events.get(name);
  if (asking.includes(name)) return null;
  if (event?.kind !== 'event' || event.sequence === null) return definitionHash(event);
  const { after } = event.sequence;
  if (!events.has(after)) return definitionHash(event);
  const before = hashOf(after, events, [...asking, name]);
  return before === null ? null : definitionHash({ ...event, before });
}
