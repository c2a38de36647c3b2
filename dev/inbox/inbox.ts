import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { promisify } from 'node:util';
import { createManners, type Behaviour } from './behaviour.ts';
import { openMailbox } from './mailbox.ts';
import type { Message } from './message.ts';
import { createFolderShelf, createMemoryShelf } from './shelf.ts';
import { createSmtpServer } from './smtp.ts';
import { createWebServer } from './web.ts';

export interface InboxOptions {
  /** Where the mails are kept as .eml files; null keeps them in memory only. */
  readonly folder: string | null;
  /** 0 for any free port. */
  readonly smtpPort: number;
  readonly httpPort: number;
  /** Whether the HTTP API may change the inbox (`POST /api/behaviour`, `POST /api/clear`): for tests only. */
  readonly control?: boolean;
}

export interface Inbox {
  readonly smtpUrl: string;
  /** The page where the mails are read. */
  readonly pageUrl: string;
  /** The mails delivered to this address, or all; newest first. */
  messages(to?: string): Promise<readonly Message[]>;
  clear(): Promise<void>;
  /** Makes it refuse, hang, delay or drop mails to a recipient, so that a test sees what the sender does. */
  behave(behaviour: Behaviour): void;
  stop(): Promise<void>;
}

const host = '127.0.0.1';

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function listening(server: Server, port: number): Promise<number> {
  server.listen({ port, host, exclusive: true });
  await once(server, 'listening');
  return portOf(server);
}

/** An SMTP server that delivers to nobody but shows what came. Rejects with EADDRINUSE when a port is taken. */
export async function createInbox({ folder, smtpPort, httpPort, control = false }: InboxOptions): Promise<Inbox> {
  const mailbox = await openMailbox(folder === null ? createMemoryShelf() : createFolderShelf(folder));
  const manners = createManners();
  const smtp = createSmtpServer(mailbox, manners);
  const web = createWebServer({ mailbox, manners, control });
  const stop = async (): Promise<void> => {
    web.closeAllConnections();
    const closed = web.listening ? promisify(web.close.bind(web))() : Promise.resolve();
    await Promise.all([closed, promisify(smtp.close.bind(smtp))()]);
  };
  try {
    return {
      smtpUrl: `smtp://${host}:${await listening(smtp.server, smtpPort)}`,
      pageUrl: `http://${host}:${await listening(web, httpPort)}/`,
      messages: async (to) => {
        const found = await Promise.all(mailbox.list(to).map(({ id }) => mailbox.read(id)));
        return found.filter((message) => message !== null);
      },
      clear: () => mailbox.clear(),
      behave: (behaviour) => manners.behave(behaviour),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
