import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { startStack } from '../../dev/stack.ts';
import { searchAttributes } from '../../domain/enrolment/identity.ts';
import type { Json } from '../../domain/json.ts';
import { joinJourneyServer, type JourneyServer } from '../support/journey-server.ts';
import { scrub } from './scrub.ts';
import { stories } from './stories.ts';

const usage = `npm run record [-- STORY …]

Plays the stories of test/replay/stories.ts on a real Temporal server and writes
their histories into test/replay: <story>.json, <story>-2.json for a run that
continued the first. Without names, every story.

Record when a story is added, or when the workflow is changed on purpose in a way
that open enrolments cannot follow. Otherwise a history that no longer replays is
a finding, not a reason to record it anew.

Stories: ${Object.keys(stories).join(', ')}
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', short: 'h' } },
});
const unknown = positionals.filter((name) => !Object.hasOwn(stories, name));
if (values.help === true) process.stdout.write(usage);
else if (unknown.length > 0) fail(`There is no story ${unknown.join(', ')}.\n\n${usage}`);
else await recordAll(positionals.length > 0 ? positionals : Object.keys(stories));

function fail(words: string): void {
  process.stderr.write(words);
  process.exitCode = 2;
}

async function recordAll(names: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'usher-record-'));
  // Only Temporal is needed: the stories' users are in memory.
  const given = { mongoUri: 'mongodb://unused', smtpUrl: 'smtp://unused' };
  const stack = await startStack({ folder, searchAttributes, given });
  const server = await joinJourneyServer(stack.temporal);
  try {
    for (const name of names) await record(name, server);
  } finally {
    await server.close();
    await stack.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function record(name: string, server: JourneyServer): Promise<void> {
  const running = await stories[name]?.(server);
  if (running === undefined) return;
  const { outcome } = await running.handle.result();
  const histories = await server.historiesOf(running);
  for (const [index, history] of histories.entries()) {
    const file = `${name}${index === 0 ? '' : `-${index + 1}`}.json`;
    const told = scrub(JSON.parse(historyToJSON(history)) as Json);
    await writeFile(fileURLToPath(new URL(file, import.meta.url)), `${JSON.stringify(told)}\n`);
    process.stdout.write(`${file}: ${history.events?.length ?? 0} events, ${outcome}\n`);
  }
}
