import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../process/launch.ts';
import { onPath, type Origin } from './find.ts';
import { startServer, type Ground } from './ground.ts';
import { mongoAnswers } from './mongo-hello.ts';
import { choosePort, loopback } from './port.ts';

/** Where MongoDB is. */
export interface Mongo {
  readonly uri: string;
  readonly from: Origin;
}

type OnPort = (port: number) => Command;

function on(command: Command): OnPort {
  return (port) => ({ ...command, parameters: [...command.parameters, '--port', String(port)] });
}

/** The real one. A standalone server will do: every write of ours concerns one document. */
function mongodCommand(program: string, folder: string): OnPort {
  const data = join(folder, 'mongod');
  mkdirSync(data, { recursive: true });
  return on({ program, parameters: ['--bind_ip', loopback, '--dbpath', data, '--nounixsocket'] });
}

/**
 * The embedded one. `--sync-on-commit` always: without it acknowledged writes are lost when it is killed. An empty
 * configuration file keeps it from reading one of the machine's. Its data folder is no mongod's, so it has another name.
 */
async function embeddedCommand({ folder, search }: Ground): Promise<OnPort> {
  const { python, mongo, folder: packages } = await search.pinned();
  const settings = join(folder, 'secantusd.toml');
  writeFileSync(settings, '');
  const parameters = [mongo, '--config', settings, '--host', loopback, '--storage-path', join(folder, 'mongo')];
  const durable = ['--sync-on-commit', '--cache-size', '256M', '--log-level', 'WARNING'];
  return on({
    program: python.executable,
    parameters: [...parameters, ...durable],
    variables: { PYTHONPATH: packages },
  });
}

/**
 * The pinned server looks through all retryable writes of the last half hour at every write, so it gets slower with each.
 * Nothing here needs the driver to repeat a write: every write of ours leaves a key by which its repeat finds itself. It has a
 * thread for each connection, of which one runs at a time: a few for each process do more than hundreds that contend.
 */
const pinnedOptions = '?retryWrites=false&maxPoolSize=8';

/** Starts MongoDB on the folder's data, on the preferred port (0: any), and returns when it answers. */
export async function startMongo(ground: Ground, preferred: number): Promise<Mongo> {
  const { folder, report, search } = ground;
  const mongod = await onPath('mongod', search.path);
  const command = mongod === null ? await embeddedCommand(ground) : mongodCommand(mongod, folder);
  let port = 0;
  await startServer(ground, 'MongoDB', async () => {
    port = await choosePort({ about: 'mongo', name: 'MongoDB server', preferred, report });
    return { command: command(port), answers: () => mongoAnswers(port, 1_000), ports: [port] };
  });
  const uri = `mongodb://${loopback}:${port}/`;
  return mongod === null ? { uri: `${uri}${pinnedOptions}`, from: 'pinned' } : { uri, from: 'path' };
}
