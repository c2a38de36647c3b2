import type { Running } from './process/launch.ts';
import { logTail } from './process/log-tail.ts';

/** A server that ended though nobody asked it to. */
export interface Death {
  readonly name: string;
  /** How it ended and the last lines of its log, for people. */
  readonly words: string;
}

/** Tells of every server that ends by itself from now on. */
export function watchForDeaths(servers: readonly Running[], onDeath: (death: Death) => void): void {
  for (const server of servers) {
    void server.ended.then(({ code, signal }) => {
      if (server.wasStopped()) return;
      const how = signal === null ? `with code ${code ?? 'unknown'}` : `by ${signal}`;
      const words = `${server.name} ended ${how}. Its log, ${server.logFile}, ends with\n${logTail(server.logFile)}`;
      onDeath({ name: server.name, words });
    });
  }
}
