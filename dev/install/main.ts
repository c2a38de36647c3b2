import { findTemporal, findTestServer, onPath } from '../server/find.ts';
import { createSearch } from './search.ts';

/**
 * Installs what the tests need and the machine does not have, before they begin: a download must not run into a test's time limit.
 */
const search = createSearch({ report: ({ words }) => void process.stderr.write(`${words}\n`) });

try {
  const { TEMPORAL_ADDRESS: temporal, MONGODB_URI: mongo } = process.env;
  if (temporal === undefined) await findTemporal(search);
  if (mongo === undefined && (await onPath('mongod', search.path)) === null) await search.pinned();
  await findTestServer(search);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
