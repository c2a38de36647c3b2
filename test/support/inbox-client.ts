import type { Behaviour } from '../../dev/inbox/behaviour.ts';
import type { Message, Summary } from '../../dev/inbox/message.ts';

/** The shared inbox, from another process. */
export interface InboxClient {
  readonly pageUrl: string;
  /** The mails to this address, newest first. */
  messages(to: string): Promise<readonly Message[]>;
  /** Waits until so many mails have come to this address; throws when they have not within the time (ms, a minute by default). */
  waitFor(to: string, atLeast: number, within?: number): Promise<readonly Message[]>;
  /** Makes the inbox refuse, hang, delay or drop mails to an address, or to all of `@domain`. */
  behave(behaviour: Behaviour): Promise<void>;
}

export function createInboxClient(pageUrl: string): InboxClient {
  const get = async (path: string): Promise<unknown> => {
    // A connection that is kept may be closed by the other side just when it is used again.
    const response = await fetch(new URL(path, pageUrl), { headers: { connection: 'close' } });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const list = async (query: Record<string, string>): Promise<readonly Message[]> => {
    const summaries = (await get(`api/messages?${new URLSearchParams(query).toString()}`)) as Summary[];
    return Promise.all(summaries.map(async ({ id }) => (await get(`api/messages/${id}`)) as Message));
  };
  return {
    pageUrl,
    messages: (to) => list({ to }),
    waitFor: async (to, atLeast, within = 60_000) => {
      const messages = await list({ to, atLeast: String(atLeast), within: String(within) });
      if (messages.length >= atLeast) return messages;
      throw new Error(`${messages.length} mails came to ${to} within ${within} ms, ${atLeast} were expected.`);
    },
    behave: async (behaviour) => {
      const body = JSON.stringify(behaviour);
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(new URL('api/behaviour', pageUrl), { method: 'POST', headers, body });
      if (!response.ok) throw new Error(await response.text());
    },
  };
}
