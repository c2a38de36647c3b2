import { fileURLToPath } from 'node:url';
import type { Configuration } from '../domain/configuration/configuration.ts';

const root = new URL('..', import.meta.url);

/** Where `npm start` keeps its servers' data, mails and logs. */
export function demonstrationFolder({ folder }: Pick<Configuration, 'folder'>): string {
  return folder ?? fileURLToPath(new URL('.usher/demonstration', root));
}

/** Where `usher ingest` notes how far it came. */
export const checkpointFolder = fileURLToPath(new URL('.usher/ingest', root));

/** The example workspace and its sample of events. */
export const exampleWorkspace = fileURLToPath(new URL('journeys', root));
export const sampleEvents = fileURLToPath(new URL('journeys/sample/events.ndjson', root));

/** What `npm start` runs beside itself. */
export const workerProgram = fileURLToPath(new URL('worker/index.ts', root));
