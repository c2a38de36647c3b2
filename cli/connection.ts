import { readConfiguration } from '../domain/configuration/schema.ts';
import type { Configuration } from '../domain/configuration/configuration.ts';
import { UsherError } from '../domain/errors.ts';
import { demonstrationClock, realClock, type Clock } from '../domain/time/clock.ts';
import { readAddresses } from '../dev/folder.ts';
import type { Instant } from '../domain/time/instant.ts';
import { openStore, type Store } from '../store/index.ts';
import { demonstrationForget } from './demonstration/forget.ts';
import { demonstrationFolder } from './folders.ts';

/**
 * The configuration of a command: what the environment says, else the demonstration that runs in this clone.
 * @throws UsherError SERVER_UNREACHABLE where neither names a database
 */
export function commandConfiguration(): Configuration {
  const configuration = configurationHere();
  if (configuration.mongo.uri !== null) return configuration;
  const ways = 'start one with `npm start`, or set TEMPORAL_ADDRESS and MONGODB_URI';
  throw new UsherError('SERVER_UNREACHABLE', `MONGODB_URI is not set and no demonstration runs here: ${ways}`);
}

/** The same; without a database where neither names one. */
export function configurationHere(): Configuration {
  const configuration = readConfiguration(process.env);
  if (configuration.mongo.uri !== null) return configuration;
  const addresses = readAddresses(demonstrationFolder(configuration));
  if (addresses === null) return configuration;
  const { temporal, mongo } = addresses;
  return {
    ...configuration,
    clock: 'demonstration',
    temporal: {
      ...configuration.temporal,
      address: configuration.temporal.address ?? temporal.address,
      namespace: temporal.namespace,
    },
    mongo: { ...configuration.mongo, uri: mongo.uri },
    forget: demonstrationForget(configuration),
  };
}

/** Opens the store that the configuration names. @throws UsherError SERVER_UNREACHABLE */
export async function commandStore({ mongo, forget }: Configuration): Promise<Store> {
  if (mongo.uri === null) throw new UsherError('CONFIGURATION_INVALID', 'MONGODB_URI is not set; expected mongodb://…');
  return openStore({ uri: mongo.uri, database: mongo.database, forgetSecrets: forget.secrets });
}

/** What a command works on: the store that the environment names, and its clock. */
export interface On {
  readonly configuration: Configuration;
  readonly store: Store;
  readonly clock: Clock;
  /** The clock's: what is decided compares with it. */
  readonly now: Instant;
}

/** Does something on the store that the environment names, and closes it whatever comes of that. */
export async function onStore(act: (on: On) => Promise<void>): Promise<void> {
  const configuration = commandConfiguration();
  const store = await commandStore(configuration);
  try {
    const clock = await commandClock(configuration, store);
    await act({ configuration, store, clock, now: clock.at(Date.now(), '') });
  } finally {
    await store.close();
  }
}

/** Where the workspace is at home; UTC where nothing is published. */
export async function workspaceZone({ releases }: Pick<Store, 'releases'>): Promise<string> {
  return (await releases.current())?.content.settings.zone ?? 'UTC';
}

/** Real time, or that of the demonstration on this store. */
export async function commandClock({ clock }: Configuration, store: Store): Promise<Clock> {
  const time = clock === 'demonstration' ? await store.demonstration.read() : null;
  return time === null ? realClock : demonstrationClock(() => time);
}
