import { UsherError } from '../../domain/errors.ts';
import type { Ingest, Receipt } from '../../ingest/index.ts';

/** A line that was not taken, and why; the others were. */
export interface BadLine {
  /** From 1. */
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

export interface LineHandlers {
  taken(line: number, receipt: Receipt): void;
  bad(line: BadLine): void;
  /** An empty line. */
  empty(line: number): void;
}

/** Enough to keep MongoDB busy; little enough that an interruption repeats little. */
const inFlight = 64;

/**
 * Takes the messages of NDJSON lines in, many at a time, but each user's in their order. Empty lines are passed over.
 * @param from the first line to take, from 1
 * @throws whatever is not the line's own fault, after the lines under way have ended
 */
export async function ingestLines(
  lines: AsyncIterable<string>,
  ingest: Pick<Ingest, 'take'>,
  { from, historical, handlers }: { from: number; historical: boolean; handlers: LineHandlers },
): Promise<void> {
  const running = new Set<Promise<void>>();
  const lastOf = new Map<string, Promise<void>>();
  const failures: unknown[] = [];
  let line = 0;
  for await (const text of lines) {
    line++;
    if (line < from) continue;
    if (text.trim() === '') {
      handlers.empty(line);
      continue;
    }
    const parsed = parse(text, line);
    if ('code' in parsed) {
      handlers.bad(parsed);
      continue;
    }
    const { message, ids } = parsed;
    const before = Promise.all(ids.map((id) => lastOf.get(id) ?? Promise.resolve()));
    const task = take({ line, message, historical, before }, ingest, handlers).catch(
      (error: unknown) => void failures.push(error),
    );
    for (const id of ids) lastOf.set(id, task);
    running.add(task);
    void task.finally(() => {
      running.delete(task);
      for (const id of ids) if (lastOf.get(id) === task) lastOf.delete(id);
    });
    if (running.size >= inFlight) await Promise.race(running);
    if (failures.length > 0) break;
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
}

interface Line {
  readonly line: number;
  readonly message: unknown;
  readonly historical: boolean;
  readonly before: Promise<unknown>;
}

async function take(
  { line, message, historical, before }: Line,
  ingest: Pick<Ingest, 'take'>,
  handlers: LineHandlers,
): Promise<void> {
  await before;
  try {
    handlers.taken(line, await ingest.take(message, { historical }));
  } catch (error) {
    if (!(error instanceof UsherError) || !lineFault(error)) throw error;
    handlers.bad({ line, code: error.code, message: error.message });
  }
}

/** What is wrong with the line, or with its user; anything else concerns the lines after it as well. */
function lineFault({ code }: UsherError): boolean {
  return code.startsWith('EVENT_') || code === 'USER_TOO_LARGE' || code === 'USER_FORGOTTEN';
}

interface Parsed {
  readonly message: unknown;
  /** Every id in it: whoever is told to be somebody else comes after the lines of both. */
  readonly ids: readonly string[];
}

function parse(text: string, line: number): Parsed | BadLine {
  try {
    const message: unknown = JSON.parse(text);
    return { message, ids: idsIn(message) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { line, code: 'EVENT_INVALID', message: `found no JSON (${why}), expected one JSON object a line` };
  }
}

function idsIn(message: unknown): readonly string[] {
  if (typeof message !== 'object' || message === null) return [];
  const ids = ['userId', 'anonymousId', 'previousId'].map((name): unknown => Reflect.get(message, name));
  return ids.filter((id) => typeof id === 'string');
}
