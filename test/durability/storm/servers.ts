import { createInbox, type Inbox } from '../../../dev/inbox/inbox.ts';
import { createSearch } from '../../../dev/install/search.ts';
import { signalGroup } from '../../../dev/process/end.ts';
import { guard } from '../../../dev/process/guard.ts';
import { openLedger } from '../../../dev/process/ledger.ts';
import type { Ground } from '../../../dev/server/ground.ts';
import { startMongo } from '../../../dev/server/mongo.ts';
import { startTemporal } from '../../../dev/server/temporal.ts';
import { searchAttributes } from '../../../domain/enrolment/identity.ts';

export type Server = 'Temporal' | 'MongoDB';

/** Servers of the storm's own: each can be killed, and comes back on the same data and the same port. */
export interface Servers {
  readonly temporalAddress: string;
  readonly mongoUri: string;
  readonly inbox: Inbox;
  /** Kills it and starts it again; resolves when it answers. */
  restart(server: Server): Promise<void>;
  /** Kills it; resolves when it is gone. */
  kill(server: Server): Promise<void>;
  start(server: Server): Promise<void>;
  stop(): Promise<void>;
}

/** @param which of them are started; the others have no address */
export async function startServers(
  folder: string,
  which: readonly Server[] = ['Temporal', 'MongoDB'],
): Promise<Servers> {
  const ground = groundOn(folder);
  const unguard = guard({ atExit: () => ground.launched.forEach((each) => each.stopNow()), onSignal: stop });
  const inbox = await createInbox({ folder: null, smtpPort: 0, httpPort: 0 });
  const [temporal, mongo] = await Promise.all([
    which.includes('Temporal') ? startTemporal(ground, { port: 0, uiPort: 0, searchAttributes }) : { address: '' },
    which.includes('MongoDB') ? startMongo(ground, 0) : { uri: 'mongodb://none' },
  ]);
  const port = portOf(temporal.address);
  const starts: Record<Server, () => Promise<string>> = {
    Temporal: async () => (await startTemporal(ground, { port, uiPort: 0, searchAttributes })).address,
    MongoDB: async () => (await startMongo(ground, portOf(new URL(mongo.uri).host))).uri,
  };

  async function kill(server: Server): Promise<void> {
    const running = ground.launched.findLast(({ name }) => name === server);
    if (running === undefined) throw new Error(`${server} does not run`);
    signalGroup(running.pid, 'SIGKILL');
    await running.ended;
  }

  async function start(server: Server): Promise<void> {
    const place = await starts[server]();
    if (place !== temporal.address && place !== mongo.uri) throw new Error(`${server} came back elsewhere: ${place}`);
  }

  async function stop(): Promise<void> {
    await Promise.all([...ground.launched.map((each) => each.stop()), inbox.stop()]);
    unguard();
  }

  return {
    temporalAddress: temporal.address,
    mongoUri: mongo.uri,
    inbox,
    kill,
    start,
    async restart(server) {
      await kill(server);
      await start(server);
    },
    stop,
  };
}

function groundOn(folder: string): Ground {
  const report = (): void => {};
  return { folder, report, ledger: openLedger(folder), search: createSearch({ report }), launched: [] };
}

function portOf(address: string): number {
  return Number(address.slice(address.lastIndexOf(':') + 1));
}
