import { clip } from '../../domain/condition/value-words.ts';
import type { PropertyTest } from '../../domain/journey/program.ts';
import { alternatives } from '../read/expected.ts';
import type { Cursor } from '../read/cursor.ts';
import { found } from '../read/found.ts';
import type { ClauseDraft } from './clauses.ts';
import type { Awaited, Compiler } from './compiler.ts';

/** The events that tell of what a user did with a nudge; what fetches pictures or tries links for the reader has others. */
const events = { clicked: 'Nudge Clicked', opened: 'Nudge Opened' } as const;

/** What is waited for, and of which nudge. */
export interface NudgeClause {
  readonly clause: ClauseDraft;
  readonly nudge: Awaited;
}

/**
 * `{ nudge: invite, for: clicked }`: the event that tells of it, of this journey, that step and, with `per`, this key;
 * of which visit and round is known when the wait begins.
 */
export function readNudge(cursor: Cursor, step: string, { journey, per }: Compiler): NudgeClause | null {
  const { value } = cursor.at('for');
  const beside = ['on', 'where', 'any', 'all'].find((key) => cursor.at(key).value !== undefined);
  if (beside !== undefined) {
    return cursor.at(beside).refuse('VALUE_INVALID', `found "${beside}" beside "nudge", expected for alone`, 'key');
  }
  if (value !== 'clicked' && value !== 'opened') {
    const message = `found ${found(value)}, expected what becomes of the nudge: ${alternatives(Object.keys(events))}`;
    if (value === undefined) return cursor.refuse('KEY_MISSING', `"for" is missing; expected clicked or opened`, 'key');
    return cursor.at('for').refuse('VALUE_INVALID', message);
  }
  const where: PropertyTest[] = [equal('journey', journey), equal('step', step)];
  if (per !== null)
    where.push({ path: 'key', comparison: 'eq', operand: { kind: 'ref', path: `entry.${per}`, asText: true } });
  const clause: ClauseDraft = {
    cursor,
    name: `${step}-${value}`,
    words: clip(`${step} ${value}`),
    for: { kind: 'event', event: events[value], where, nudge: step },
    steps: [],
    uses: [],
  };
  return { clause, nudge: { cursor: cursor.at('nudge'), step, what: value } };
}

function equal(path: string, value: string): PropertyTest {
  return { path, comparison: 'eq', operand: { kind: 'value', value } };
}
