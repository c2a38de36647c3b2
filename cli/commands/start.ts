import { setMaxListeners } from 'node:events';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { readConfiguration } from '../../domain/configuration/schema.ts';
import { parseDuration } from '../../domain/time/duration.ts';
import { second, type Milliseconds } from '../../domain/time/instant.ts';
import { demonstrate } from '../demonstration/demonstrate.ts';
import { openDemonstration, type Demonstration } from '../demonstration/open.ts';
import { createScreen, type Screen } from '../demonstration/screen.ts';
import { createUndo } from '../demonstration/stopping.ts';
import { ensureRefresh } from '../../ingest/refreshing.ts';
import { publishOnSave } from '../demonstration/watch.ts';
import { exampleWorkspace } from '../folders.ts';
import { output } from '../output.ts';

interface Options {
  readonly speed: Milliseconds;
  readonly exit?: true;
  readonly json?: true;
}

export function addStart(program: Command): void {
  const speed = new Option('--speed <duration>', 'how long one day takes, as 5s or 1m');
  speed.argParser(readSpeed).default(5 * second, '5s');
  program
    .command('start')
    .description('the demonstration (npm start): servers, worker, example workspace, and its sample of 300 users')
    .addOption(speed)
    .option('--exit', 'end when every enrolment has ended')
    .option('--json', 'with --exit: print the totals as one line of JSON')
    .addHelpText(
      'after',
      '\nStops with Ctrl-C; the next start goes on where this one stopped. `rm -r .usher/demonstration` begins anew.',
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const began = Date.now();
  const stopping = new AbortController();
  // Every user of the sample listens for the end.
  setMaxListeners(0, stopping.signal);
  const screen = createScreen(options.json ? process.stderr : process.stdout);
  const undo = createUndo((what, error) => output.note(`could not stop ${what}: ${String(error)}`));
  const stop = (): void => stopping.abort(new Stopped());
  const onDeath = (words: string): void => stopping.abort(new Error(words));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  try {
    screen.line(`Usher demo, 1 day = ${options.speed / second} s`);
    const configuration = readConfiguration(process.env);
    const demonstration = await openDemonstration({ configuration, dayTakes: options.speed, screen, undo, onDeath });
    stopping.signal.throwIfAborted();
    await runDemonstration(demonstration, { options, screen, signal: stopping.signal, began });
  } catch (error) {
    const reason: unknown = stopping.signal.aborted ? stopping.signal.reason : error;
    if (!(reason instanceof Stopped)) throw reason;
    screen.line('Stopping; the next start goes on from here.');
  } finally {
    await undo.run();
  }
}

interface Running {
  readonly options: Options;
  readonly screen: Screen;
  readonly signal: AbortSignal;
  readonly began: number;
}

async function runDemonstration(
  demonstration: Demonstration,
  { options, screen, signal, began }: Running,
): Promise<void> {
  const { stack, store, temporal, release, apiUrl } = demonstration;
  const places = [
    stack.temporal.uiUrl === null ? null : `Temporal UI ${stack.temporal.uiUrl}`,
    stack.inboxUrl === null ? null : `inbox ${stack.inboxUrl}`,
    `API ${apiUrl}`,
  ];
  const now = [
    'Now:',
    [...places, 'npx usher explain bo', 'edit journeys/… and save'].filter((each) => each !== null).join(' · '),
  ].join(' ');
  screen.line(now);
  const watched = publishOnSave({
    folder: exampleWorkspace,
    releases: store.releases,
    say: (text) => screen.line(text),
    onPublished: () => ensureRefresh({ store, temporal }, { now: Date.now() }),
  });
  try {
    const totals = await demonstrate(demonstration, { screen, signal });
    if (options.json)
      output.json({ release: release.id, seconds: Math.round((Date.now() - began) / second), ...totals });
    if (options.exit) return;
    screen.line(`The sample is over, everything stays up. ${now} · Ctrl-C stops`);
    await aborted(signal);
  } finally {
    await watched.stop();
  }
}

/** Somebody asked for the end. */
class Stopped extends Error {}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

function readSpeed(text: string): Milliseconds {
  const duration = parseDuration(text);
  if (duration !== null && duration > 0) return duration;
  throw new InvalidArgumentError('expected how long one day takes, as 5s or 1m');
}
