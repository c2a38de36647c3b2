import { once } from 'node:events';
import { createServer } from 'node:http';
import { createUsher, optionsFrom } from '../../client/index.ts';
import { createApp } from './app.ts';

// TEMPORAL_ADDRESS, MONGODB_URI and the others of docs/configuration.md.
const usher = await createUsher(optionsFrom(process.env));
const server = createServer(createApp(usher)).listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
await once(server, 'listening');
const address = server.address();
process.stdout.write(`http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? '') : ''}\n`);

await Promise.race(['SIGTERM', 'SIGINT'].map((signal) => once(process, signal)));
server.close();
server.closeAllConnections();
await usher.close();
