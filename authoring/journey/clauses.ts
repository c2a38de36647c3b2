import type { Condition } from '../../domain/condition/condition.ts';
import { conditionWords } from '../../domain/condition/words.ts';
import { type WaitClause } from '../../domain/journey/program.ts';
import { Clause } from '../../domain/journey/steps/schema.ts';
import { own } from '../../domain/own.ts';
import type { FilterEvent } from '../../domain/profile/named/named-event.ts';
import { checkKeys } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';
import type { Compiler, Draft, Use } from './compiler.ts';
import { readCondition } from './read-condition.ts';
import { derivedId, namesIn } from './step-id.ts';
import { readWhere } from './where.ts';
import { whereWords } from '../../domain/journey/where-words.ts';

/** One thing that is waited for, and what follows when it was the one. */
export interface ClauseDraft extends Omit<WaitClause, 'to' | 'id'> {
  readonly cursor: Cursor;
  /** What it names, as an id; null where it names nothing alone. */
  readonly name: string | null;
  readonly steps: readonly Draft[];
  readonly uses: readonly Use[];
}

/** What is awaited at one place: `for: <condition>`, or `on: <event>` with `where`; null where it is wrong. */
export function readAwaited(
  cursor: Cursor,
  on: string | undefined,
  compiler: Compiler,
): Omit<ClauseDraft, 'steps'> | null {
  if (cursor.at('for').value === undefined) return on === undefined ? null : byEvent(cursor, on, compiler);
  const where = cursor.at('where');
  const condition = readCondition(cursor.at('for'), compiler.vocabulary);
  if (where.value !== undefined) {
    return where.refuse('VALUE_INVALID', 'found "where" beside "for", expected it beside "on"', 'key');
  }
  if (condition === null) return null;
  return {
    cursor,
    name: nameOf(condition),
    words: condition.kind === 'completed' && condition.is ? condition.event : conditionWords(condition),
    for: { kind: 'condition', condition },
    uses: [],
  };
}

function byEvent(cursor: Cursor, event: string, { named }: Compiler): Omit<ClauseDraft, 'steps'> | null {
  const where = readWhere(cursor.at('where'));
  const sent = asSent(cursor.at('on'), event, named);
  if (where === null || sent === null) return null;
  return {
    cursor,
    name: derivedId('', event),
    words: whereWords(event, where.tests),
    for: { kind: 'event', event: sent.on, where: [...sent.where, ...where.tests] },
    uses: where.uses,
  };
}

/** An event as it is sent, which alone is stored and can be read again later: a named one is that, with its tests. */
function asSent(cursor: Cursor, event: string, named: Compiler['named']): Pick<FilterEvent, 'on' | 'where'> | null {
  const known = own(named, event);
  if (known === undefined) return { on: event, where: [] };
  if (known.kind === 'event' && known.sequence === null) return known;
  const what = known.kind === 'change' ? 'a change of a trait' : 'an event after another one';
  const instead = `expected for: { did: { event: ${event} } }, or an event of profile.yaml that has only a where`;
  return cursor.refuse('VALUE_INVALID', `"${event}" is ${what}, ${instead}`);
}

function nameOf(condition: Condition): string | null {
  const [name, another] = namesIn(condition);
  return name === undefined || another !== undefined ? null : derivedId('', name);
}

/** The clauses of `any` or `all`; null where one of them is wrong. */
export function readClauses(list: Cursor, mode: 'any' | 'all', compiler: Compiler): readonly ClauseDraft[] | null {
  const read = list.items().map((clause) => readClause(clause, mode, compiler));
  const clauses = read.filter((clause) => clause !== null);
  const taken = new Set<string>();
  for (const { cursor, name } of clauses) {
    if (name === null) refuseNameless(cursor);
    else if (taken.has(name)) {
      cursor.refuse('STEP_ID', `another clause is called "${name}" too; give this one an id of its own`, 'key');
    } else taken.add(name);
  }
  return taken.size === read.length && read.length > 0 ? clauses : null;
}

function readClause(cursor: Cursor, mode: 'any' | 'all', compiler: Compiler): ClauseDraft | null {
  const keys = checkKeys(Clause, cursor);
  const steps = compiler.steps(cursor.at('steps'));
  if (keys === null) return null;
  const ways = ['on', 'for'].filter((key) => cursor.at(key).value !== undefined);
  if (ways.length !== 1) {
    const said = ways.length === 0 ? 'nothing to wait for' : 'on and for in one clause';
    return cursor.refuse('VALUE_INVALID', `found ${said}, expected one of on or for`, 'key');
  }
  if (mode === 'all' && cursor.at('steps').value !== undefined) {
    const message = 'found steps in a clause of "all", expected them after the wait: all of its clauses come first';
    return cursor.at('steps').refuse('VALUE_INVALID', message, 'key');
  }
  const awaited = readAwaited(cursor, keys.on, compiler);
  if (awaited === null || (cursor.at('id').value !== undefined && keys.id === undefined)) return null;
  return { ...awaited, name: keys.id ?? awaited.name, steps };
}

function refuseNameless(cursor: Cursor): void {
  const message = 'nothing here gives this clause a name of its own; add one beside it, such as id: done';
  cursor.refuse('STEP_ID', message, 'key');
}
