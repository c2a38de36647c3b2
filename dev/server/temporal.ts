import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findTemporal, type Origin } from './find.ts';
import { startServer, type Ground } from './ground.ts';
import { choosePort, loopback } from './port.ts';
import type { SearchAttributes } from './search-attributes.ts';
import { namespaceIsReady } from './namespace.ts';

/** Where Temporal is. */
export interface Temporal {
  readonly address: string;
  readonly namespace: string;
  /** The Web UI's address; null when the server is not ours and nobody told. */
  readonly uiUrl: string | null;
  readonly from: Origin;
}

export interface TemporalWish {
  readonly port: number;
  readonly uiPort: number;
  readonly searchAttributes: SearchAttributes;
}

/** The development server always has this one. */
const namespace = 'default';

const run = promisify(execFile);

/** An older CLI on the PATH may not know this option and would refuse to start. */
const newsOption = '--ui-disable-news-fetch';
async function knowsNewsOption(program: string): Promise<boolean> {
  const { stdout } = await run(program, ['server', 'start-dev', '--help']).catch(() => ({ stdout: '' }));
  return stdout.includes(newsOption);
}

async function parametersFor(program: string, folder: string, attributes: SearchAttributes): Promise<string[]> {
  return [
    ...['server', 'start-dev', '--ip', loopback, '--ui-ip', loopback, '--log-level', 'warn'],
    ...['--db-filename', join(folder, 'temporal.db')],
    // Write-ahead logging keeps open workflows and their timers over a kill -9, without a sync on every write.
    ...['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=normal'],
    ...((await knowsNewsOption(program)) ? [newsOption] : []),
    ...Object.entries(attributes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
  ];
}

/** Starts the Temporal development server on the folder's data and returns when it answers and knows the search attributes. */
export async function startTemporal(ground: Ground, wish: TemporalWish): Promise<Temporal> {
  const { folder, report, search } = ground;
  const { searchAttributes } = wish;
  const { file, origin } = await findTemporal(search);
  const parameters = await parametersFor(file, folder, searchAttributes);
  let [port, uiPort] = [0, 0];
  await startServer(ground, 'Temporal', async () => {
    port = await choosePort({ about: 'temporal', name: 'Temporal server', preferred: wish.port, report });
    uiPort = await choosePort({ about: 'temporal', name: 'Temporal UI', preferred: wish.uiPort, report });
    return {
      command: { program: file, parameters: [...parameters, '--port', String(port), '--ui-port', String(uiPort)] },
      answers: () => namespaceIsReady({ address: `${loopback}:${port}`, namespace, searchAttributes }),
      ports: [port, uiPort],
    };
  });
  return {
    address: `${loopback}:${port}`,
    namespace,
    uiUrl: `http://${loopback}:${uiPort}/namespaces/${namespace}/workflows`,
    from: origin,
  };
}
