import { join } from 'node:path';
import { usualPorts } from '../../dev/options.ts';
import { startStack, type Stack } from '../../dev/stack.ts';
import type { Configuration } from '../../domain/configuration/configuration.ts';
import { searchAttributes } from '../../domain/enrolment/identity.ts';
import { demonstrationFolder } from '../folders.ts';
import { demonstrationForget } from './forget.ts';
import { demonstrationLinks } from './links.ts';
import type { Screen } from './screen.ts';

export interface Starting {
  readonly configuration: Configuration;
  readonly screen: Screen;
  readonly onDeath: (words: string) => void;
}

/** Starts the servers that the configuration does not name. */
export async function startServers({ configuration, screen, onDeath }: Starting): Promise<Stack> {
  const { temporal, mongo, smtp } = configuration;
  return startStack({
    folder: demonstrationFolder(configuration),
    ports: usualPorts,
    searchAttributes,
    given: {
      temporalAddress: temporal.address ?? undefined,
      temporalNamespace: temporal.namespace,
      mongoUri: mongo.uri ?? undefined,
      smtpUrl: smtp.url ?? undefined,
    },
    onProgress: ({ words }) => screen.line(`  ${words}`),
    onDeath: ({ words }) => onDeath(words),
  });
}

/** The configuration with the servers that run now, on the demonstration's clock. */
export function reaching(configuration: Configuration, { temporal, mongo, smtp }: Stack): Configuration {
  return {
    ...configuration,
    clock: 'demonstration',
    temporal: { ...configuration.temporal, address: temporal.address, namespace: temporal.namespace },
    mongo: { ...configuration.mongo, uri: mongo.uri },
    smtp: { url: smtp.url },
    links: demonstrationLinks(configuration),
    forget: demonstrationForget(configuration),
  };
}

/** The environment of the worker: ours, and where the servers are. */
export function workerEnvironment({ temporal, mongo, smtp, links, forget }: Configuration): NodeJS.ProcessEnv {
  return {
    ...process.env,
    TEMPORAL_ADDRESS: temporal.address ?? '',
    TEMPORAL_NAMESPACE: temporal.namespace,
    MONGODB_URI: mongo.uri ?? '',
    SMTP_URL: smtp.url ?? '',
    USHER_LINK_SECRET: links.secrets.join(','),
    USHER_FORGET_SECRET: forget.secrets.join(','),
    USHER_PUBLIC_URL: links.publicUrl ?? '',
    USHER_CLOCK: 'demonstration',
  };
}

/** Where the worker's log goes. */
export function workerLog(configuration: Configuration): string {
  return join(demonstrationFolder(configuration), 'worker.log');
}

/** "Temporal, MongoDB, inbox", and which of them somebody else runs. */
export function serverWords({ temporal, mongo, smtp }: Stack): string {
  const named = [
    ['Temporal', temporal.from],
    ['MongoDB', mongo.from],
    [smtp.from === 'process' ? 'inbox' : 'SMTP', smtp.from],
  ];
  return named.map(([name, from]) => (from === 'given' ? `${name} (given)` : name)).join(', ');
}
