import { join } from 'node:path';
import { launch, type Command, type Running } from '../process/launch.ts';
import type { Ledger } from '../process/ledger.ts';
import type { Report } from '../progress.ts';
import type { Search } from './find.ts';
import { onPorts } from './port.ts';
import { PortTaken, untilReady, type Readiness } from './ready.ts';

/** What a server is started on: the stack's folder, where to look for programs, whom to tell. */
export interface Ground {
  readonly folder: string;
  readonly ledger: Ledger;
  readonly search: Search;
  readonly report: Report;
  /** Everything launched so far, ready or not, so that nothing is left when a neighbour fails. */
  readonly launched: Running[];
}

/** How to run one server: made anew for each attempt, with the ports chosen then. */
export interface Plan extends Readiness {
  readonly command: Command;
}

/** Launches the server and returns when it answers. */
export function startServer(ground: Ground, name: string, plan: () => Promise<Plan>): Promise<Running> {
  const { folder, ledger, launched } = ground;
  const logFile = join(folder, `${name.toLowerCase()}.log`);
  return onPorts(
    async () => {
      const { command, ...readiness } = await plan();
      const server = await launch({ name, command, folder, logFile, ledger });
      launched.push(server);
      try {
        await untilReady(server, readiness);
        return server;
      } catch (error) {
        await server.stop();
        throw error;
      }
    },
    (error) => error instanceof PortTaken,
  );
}
