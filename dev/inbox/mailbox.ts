import { EventEmitter, once } from 'node:events';
import { envelopeLines, readMessage, readSummary, type Message, type Summary } from './message.ts';
import type { Shelf } from './shelf.ts';

export interface Mailbox {
  /** Keeps a mail and resolves when it is safe. */
  receive(sender: string, recipients: readonly string[], source: Buffer): Promise<void>;
  /** Newest first; with an address, only what was delivered to it. */
  list(to?: string): readonly Summary[];
  /** Like `list`, but waits until there are at least so many, or the time (ms) is up. */
  listWhen(wanted: {
    readonly to: string;
    readonly atLeast: number;
    readonly within: number;
  }): Promise<readonly Summary[]>;
  read(id: string): Promise<Message | null>;
  clear(): Promise<void>;
}

/** A page of ten thousand mails helps nobody, and the memory for their heads is bounded. The oldest go first. */
const mostKept = 10_000;

/** Fixed width, so that ids sort as their instants do; the count keeps those of one millisecond apart. */
function idAt(now: number, count: number): string {
  return `${now}-${String(count % 1_000_000).padStart(6, '0')}`;
}

function isAddress(id: string): boolean {
  return /^\d+-\d+$/.test(id);
}

/** The mails on a shelf, with their heads in memory. */
export async function openMailbox(shelf: Shelf): Promise<Mailbox> {
  const summaries = new Map<string, Summary>();
  const arrivals = new EventEmitter().setMaxListeners(0);
  let count = 0;
  const summarize = async (id: string, source: Buffer | null): Promise<void> => {
    if (source !== null) summaries.set(id, await readSummary({ id, source }));
  };
  const drop = async (id: string): Promise<void> => {
    summaries.delete(id);
    await shelf.remove(id);
  };
  const list: Mailbox['list'] = (to) => {
    const all = [...summaries.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
    return to === undefined || to === '' ? all : all.filter((summary) => summary.to.includes(to.toLowerCase()));
  };
  for (const id of (await shelf.ids()).filter(isAddress)) await summarize(id, await shelf.get(id));
  return {
    receive: async (sender, recipients, source) => {
      const kept = {
        id: idAt(Date.now(), (count += 1)),
        source: Buffer.concat([envelopeLines(sender, recipients), source]),
      };
      await shelf.put(kept);
      await summarize(kept.id, kept.source);
      const [oldest] = summaries.keys();
      if (summaries.size > mostKept && oldest !== undefined) await drop(oldest);
      arrivals.emit('mail');
    },
    list,
    listWhen: async ({ to, atLeast, within }) => {
      const signal = AbortSignal.timeout(within);
      while (list(to).length < atLeast && !signal.aborted) await once(arrivals, 'mail', { signal }).catch(() => null);
      return list(to);
    },
    read: async (id) => {
      const source = summaries.has(id) ? await shelf.get(id) : null;
      return source === null ? null : readMessage({ id, source });
    },
    clear: async () => {
      await Promise.all([...summaries.keys()].map(drop));
    },
  };
}
