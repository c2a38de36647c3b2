import type { z } from 'zod';
import type { WaitStep } from '../../../domain/journey/program.ts';
import { Wait, Waiting } from '../../../domain/journey/steps/schema.ts';
import { checkKeys } from '../../read/check.ts';
import type { Cursor } from '../../read/cursor.ts';
import { type ClauseDraft, readAwaited, readClauses } from '../clauses.ts';
import type { Awaited, Compiled, Compiler } from '../compiler.ts';
import { readNudge } from '../nudge-clause.ts';
import { checkSince } from '../since.ts';
import { derivedId, stepId } from '../step-id.ts';

type Mode = WaitStep['mode'];

/** `wait: { for | on | any | all, at_most }`: named after `as`, or the one thing it waits for. */
export function wait(step: Cursor, compiler: Compiler): Compiled | null {
  const as = checkKeys(Wait, step)?.as ?? null;
  const cursor = step.at('wait');
  const awaited = readAll(cursor, compiler);
  const timeout = compiler.steps(step.at('timeout'));
  if (awaited === null || !asFits(step, awaited)) return null;
  const { mode, clauses, nudge, ...limits } = awaited;
  return {
    cursor: step,
    id: stepId(step, nameOf(as, clauses)),
    lists: [timeout, ...clauses.map(({ steps }) => steps)],
    ends: false,
    pauses: true,
    as,
    nudge,
    uses: clauses.flatMap(({ uses }) => uses),
    build: (base, [entry = base.next, ...entries]) => {
      const built = clauses.map(({ name, words, for: awaits }, index) => {
        return { id: name ?? mode, words, for: awaits, to: entries[index] ?? base.next };
      });
      return { kind: 'wait', ...base, mode, clauses: built, ...limits, as, done: base.next, timeout: entry };
    },
  };
}

interface Awaits extends Pick<WaitStep, 'mode' | 'atMost' | 'since'> {
  readonly clauses: readonly ClauseDraft[];
  readonly nudge?: Awaited;
}

function readAll(cursor: Cursor, compiler: Compiler): Awaits | null {
  const keys = checkKeys(Waiting, cursor);
  if (keys !== null && cursor.at('nudge').value !== undefined) return readOfNudge(cursor, keys, compiler);
  const mode = keys === null ? null : modeOf(cursor);
  if (keys === null || mode === null) return null;
  const clauses = clausesOf(cursor, mode, { on: keys.on, compiler });
  if (clauses === null || keys.at_most === undefined) return null;
  checkSince(cursor, clauses, compiler);
  return { mode, clauses, atMost: keys.at_most, since: keys.since ?? 'step' };
}

type Keys = Partial<z.output<typeof Waiting>>;

/** The mail went out before the journey came to this step, so it may have been clicked before, too. */
function readOfNudge(
  cursor: Cursor,
  { nudge, at_most: atMost, since = 'entry' }: Keys,
  compiler: Compiler,
): Awaits | null {
  const read = nudge === undefined ? null : readNudge(cursor, nudge, compiler);
  if (read === null || atMost === undefined) return null;
  return { mode: 'for', clauses: [read.clause], nudge: read.nudge, atMost, since };
}

const modes: Readonly<Record<string, Mode>> = { for: 'for', on: 'for', any: 'any', all: 'all' };

function modeOf(cursor: Cursor): Mode | null {
  const present = Object.keys(modes).filter((key) => cursor.at(key).value !== undefined);
  const [only] = present;
  if (only !== undefined && present.length === 1) return modes[only] ?? null;
  const said = only === undefined ? 'nothing to wait for' : `${present.join(' and ')} in one wait`;
  return cursor.refuse('VALUE_INVALID', `found ${said}, expected one of for, on, any or all`, 'key');
}

interface Reading {
  readonly on: string | undefined;
  readonly compiler: Compiler;
}

function clausesOf(cursor: Cursor, mode: Mode, { on, compiler }: Reading): readonly ClauseDraft[] | null {
  if (mode === 'for') {
    const awaited = readAwaited(cursor, on, compiler);
    return awaited === null ? null : [{ ...awaited, steps: [] }];
  }
  const where = cursor.at('where');
  const clauses = readClauses(cursor.at(mode), mode, compiler);
  if (where.value === undefined) return clauses;
  return where.refuse('VALUE_INVALID', `found "where" beside "${mode}", expected it in its clauses`, 'key');
}

function nameOf(as: string | null, [clause, another]: readonly ClauseDraft[]): string | null {
  if (as !== null) return derivedId('wait', as);
  return clause === undefined || another !== undefined || clause.name === null ? null : `wait-${clause.name}`;
}

/** Only an event that was waited for as such can be read later; of `all` it would not be clear which. */
function asFits(step: Cursor, { mode, clauses }: Awaits): boolean {
  const as = step.at('as');
  if (as.value === undefined) return true;
  if (mode !== 'all' && clauses.some((clause) => clause.for.kind === 'event')) return true;
  as.refuse('VALUE_INVALID', 'found "as" where no single event is waited for, expected it beside "on" or "any"', 'key');
  return false;
}
