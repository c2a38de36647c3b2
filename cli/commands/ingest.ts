import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { UsherError } from '../../domain/errors.ts';
import { relevantEvents } from '../../domain/release/relevant.ts';
import { createIngest, type Ingest, type Receipt } from '../../ingest/index.ts';
import { connectTemporal } from '../../ingest/connect.ts';
import { commandClock, commandConfiguration, commandStore } from '../connection.ts';
import { exitCodes } from '../exit-codes.ts';
import { checkpointFolder } from '../folders.ts';
import { output } from '../output.ts';
import { count, emptyTally, undeclaredWords, type Tally } from '../tally.ts';
import { createCheckpoint, type Checkpoint } from './checkpoint.ts';
import { ingestLines, type BadLine } from './ingest-lines.ts';

interface Options {
  readonly json?: true;
  readonly from?: number;
  readonly historical?: true;
}

/** How often the position is noted and progress is said. */
const progressEvery = 1_000;
/** Bad lines are all counted, but only so many are shown; likewise who has become whom. */
const badShown = 20;
const joiningShown = 20;

export function addIngest(program: Command): void {
  program
    .command('ingest')
    .description(
      "take events in, one JSON message in Segment's format a line; run again to go on after an interruption",
    )
    .argument('<file>', 'an NDJSON file, or - for standard input')
    .option('--from <line>', 'begin at this line instead of where the last run stopped', positive)
    .option('--historical', 'the events are history: they tell of users, enrol nobody and wake nobody')
    .option('--json', 'print the totals and every bad line as JSON')
    .addHelpText(
      'after',
      '\nBad lines are named, counted and skipped; then the exit code is 3. A line taken before is a duplicate, nothing more.',
    )
    .action(run);
}

async function run(file: string, options: Options): Promise<void> {
  if (file !== '-' && !existsSync(file))
    throw new UsherError('FILE_UNREADABLE', `${file} is not there; expected an NDJSON file, or -`);
  const configuration = commandConfiguration();
  const store = await commandStore(configuration);
  const temporal = await connectTemporal(configuration.temporal);
  const clock = await commandClock(configuration, store);
  const ingest = createIngest({
    store,
    temporal,
    clock,
    onError: (error) => output.note(`left to the worker's sweep: ${String(error)}`),
  });
  try {
    const release = await store.releases.current();
    const relevant = release === null ? new Set<string>() : relevantEvents(release.content);
    const database = `${configuration.mongo.uri ?? ''}/${configuration.mongo.database}`;
    const checkpoint = file === '-' ? null : createCheckpoint(checkpointFolder, resolve(file), database);
    await take({ file, options, ingest, relevant, checkpoint });
  } finally {
    await ingest.close();
    await Promise.all([store.close(), temporal.close()]);
  }
}

interface Taking {
  readonly file: string;
  readonly options: Options;
  readonly ingest: Ingest;
  readonly relevant: ReadonlySet<string>;
  readonly checkpoint: Checkpoint | null;
}

async function take({ file, options, ingest, relevant, checkpoint }: Taking): Promise<void> {
  const from = options.from ?? (await checkpoint?.from()) ?? 1;
  if (from > 1) output.note(`going on at line ${from}`);
  const bad: BadLine[] = [];
  const position = createPosition(from);
  let tally = emptyTally;
  let last = Date.now();
  let shown = 0;
  const say = (words: string): void => {
    if (++shown <= joiningShown) output.note(words);
  };
  const handlers = {
    taken(line: number, receipt: Receipt): void {
      for (const words of joiningWords(receipt)) say(`line ${line}: ${words}`);
      tally = count(tally, receipt, relevant);
      position.done(line);
      if (Date.now() - last < progressEvery) return;
      last = Date.now();
      const words = `${tally.events} events …`;
      // Said when it is noted: whoever stops it then loses nothing of what was said.
      void Promise.resolve(checkpoint?.save(position.next())).then(() => output.note(words));
    },
    empty: (line: number) => position.done(line),
    bad(line: BadLine): void {
      bad.push(line);
      position.done(line.line);
      if (bad.length <= badShown) output.note(`line ${line.line}: ${line.code} ${line.message}`);
    },
  };
  const input = file === '-' ? process.stdin : createReadStream(file);
  await ingestLines(createInterface({ input, crlfDelay: Infinity }), ingest, {
    from,
    historical: options.historical === true,
    handlers,
  });
  await checkpoint?.clear();
  if (options.json) output.json({ ...tally, bad });
  else tell(tally, bad.length);
  if (bad.length > 0) process.exitCode = exitCodes.partly;
}

function tell(tally: Tally, bad: number): void {
  const { events, stored, duplicate, late, irrelevant, entered, joined } = tally;
  output.say(
    `${events} events: ${stored} stored, ${duplicate} duplicate, ${late} late, ${irrelevant} irrelevant, ${bad} bad; ${entered} entered${joined > 0 ? `, ${joined} joined` : ''}`,
  );
  const undeclared = undeclaredWords(tally);
  if (undeclared !== null) output.say(undeclared);
}

/** Who has become the user, and who has not though the message says so. */
function joiningWords({ user, joined, apart }: Receipt): readonly string[] {
  return [
    ...joined.map((former) => `${user} joined ${former}`),
    ...apart.map(({ user: other, because }) => `${user} and ${other} stay apart: ${other} ${because.join('; ')}`),
  ];
}

/** The first line before which all are done, though they end in any order. */
function createPosition(from: number): { done(line: number): void; next(): number } {
  const ahead = new Set<number>();
  let next = from;
  return {
    done(line) {
      ahead.add(line);
      while (ahead.delete(next)) next++;
    },
    next: () => next,
  };
}

function positive(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new UsherError('USAGE', `--from ${text}: expected a line number from 1`);
}
