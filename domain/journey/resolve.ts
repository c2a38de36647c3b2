import type { Operand } from '../condition/condition.ts';
import { valuesAt } from '../condition/read-fact.ts';
import type { JsonObject, Scalar } from '../json.ts';
import { own } from '../own.ts';
import type { Instant } from '../time/instant.ts';
import type { Heard } from './background.ts';
import type { AwaitedClause, AwaitedNudge, EventTest } from './clause.ts';
import type { PropertyTest, WaitClause, WaitStep } from './program.ts';
import { roundsAt } from './rounds.ts';
import type { Place } from './walk.ts';

/** Between which instants a wait counts events, and which event led to it. */
export interface Span {
  readonly since: Instant;
  readonly until: Instant;
}

/** A clause of a wait with its references resolved. What they lead to does not change while the step lasts. */
export function resolveClause({ id, for: awaited }: WaitClause, step: WaitStep, at: Span & Standing): AwaitedClause {
  if (awaited.kind === 'condition') return { kind: 'condition', id, condition: awaited.condition };
  const where = awaited.where.map((test) => resolveTest(test, at.heard));
  const resolved = where.filter((test) => test !== null);
  return {
    kind: 'event',
    id,
    event: awaited.event,
    where: resolved.length < where.length ? null : resolved,
    since: at.since,
    until: at.until,
    not: step.since === 'step' ? at.heard.last : null,
    ...(awaited.nudge !== undefined && { nudge: nudgeOf(awaited.nudge, at) }),
  };
}

/** Where the enrolment stands. */
type Standing = Pick<Place, 'program' | 'state' | 'heard'>;

function nudgeOf(id: string, { program, state, heard }: Standing): AwaitedNudge {
  const step = program.steps.findIndex((each) => each.id === id);
  return { visit: heard.visit, rounds: roundsAt(program, state, step) };
}

/** A test with the value that its reference leads to; null where that is none. */
export function resolveTest({ path, comparison, operand }: PropertyTest, heard: Heard): EventTest | null {
  const resolved = resolveOperand(operand, heard);
  return resolved === null ? null : { path, comparison, operand: resolved };
}

function resolveOperand(operand: PropertyTest['operand'], heard: Heard): Operand | null {
  if (operand.kind !== 'ref') return operand;
  const value = referred(operand.path.split('.'), heard);
  if (value === null) return null;
  return { kind: 'value', value: operand.asText === true ? String(value) : value };
}

/** The one value a reference leads to; null where there is none, more than one, or none that can be compared. */
function referred([root, ...rest]: readonly string[], heard: Heard): Scalar {
  const [from, path] = root === 'waits' ? waited(rest, heard) : [heard.entry, rest];
  const values = from === undefined || path[0] !== 'properties' ? [] : valuesAt(from, path.slice(1));
  const [value = null] = values;
  return values.length > 1 || typeof value === 'object' ? null : value;
}

function waited([as = '', ...path]: readonly string[], heard: Heard): readonly [JsonObject | undefined, string[]] {
  return [own(heard.waits, as)?.properties, path];
}
