import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { exportText, exportUser } from '../../client/export.ts';
import { UsherError } from '../../domain/errors.ts';
import { connectTemporal } from '../../ingest/connect.ts';
import { commandConfiguration, commandStore } from '../connection.ts';
import { output } from '../output.ts';

export function addExport(program: Command): void {
  program
    .command('export')
    .description('all that is kept of a user, as one JSON object')
    .argument('<user>', 'the user id')
    .option('--out <file>', 'write to this file, which is there only when it is whole; standard output without it')
    .addHelpText('after', '\nInstants are ISO 8601 in UTC; what senders said is as they said it.')
    .action(run);
}

async function run(user: string, { out }: { readonly out?: string }): Promise<void> {
  const configuration = commandConfiguration();
  const store = await commandStore(configuration);
  try {
    const temporal = await connectTemporal(configuration.temporal);
    try {
      const text = Readable.from(exportText(user, await exportUser({ store, temporal }, user), Date.now()));
      if (out === undefined) await pipeline(text, process.stdout, { end: false });
      else await write(text, out);
    } finally {
      await temporal.close();
    }
  } finally {
    await store.close();
  }
}

/** @throws UsherError FILE_UNWRITABLE */
async function write(text: Readable, file: string): Promise<void> {
  const part = `${file}.part`;
  try {
    await pipeline(text, createWriteStream(part, { mode: 0o600 }));
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true });
    if (!(cause instanceof Error) || !('syscall' in cause)) throw cause;
    throw new UsherError('FILE_UNWRITABLE', `${file} cannot be written: ${cause.message}`, { cause });
  }
  output.note(`✔ ${file}`);
}
