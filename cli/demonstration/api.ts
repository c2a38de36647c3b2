import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { ApiDependencies } from '../../api/dependencies.ts';
import { keysOf } from '../../api/keys.ts';
import { startServer, type ApiServer } from '../../api/server.ts';
import { usualApiPort } from '../../dev/options.ts';
import { choosePort, loopback } from '../../dev/server/port.ts';
import type { Configuration } from '../../domain/configuration/configuration.ts';
import { demonstrationFolder } from '../folders.ts';
import type { Screen } from './screen.ts';

/** The configuration with the address at which the API is going to listen, which stands in the links of all mails. */
export async function withApiAddress(configuration: Configuration, screen: Screen): Promise<Configuration> {
  const { api } = configuration;
  if (api.address !== null) return configuration;
  const report = ({ words }: { readonly words: string }): void => screen.line(`  ${words}`);
  const port = await choosePort({ about: 'api', name: 'API', preferred: usualApiPort, report });
  return { ...configuration, api: { ...api, address: `${loopback}:${port}` } };
}

/** Starts the API of the demonstration; its log goes to a file. */
export function startApi(
  configuration: Configuration,
  running: Pick<ApiDependencies, 'store' | 'ingest' | 'clock'>,
): Promise<ApiServer> {
  const file = createWriteStream(join(demonstrationFolder(configuration), 'api.log'), { flags: 'a' });
  const log = pino({ base: { service: 'api' } }, file);
  return startServer(configuration.api.address ?? `${loopback}:0`, { ...running, ...keysOf(configuration), log });
}
