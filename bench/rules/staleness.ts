import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createDecisions } from '../../client/index.ts';
import { templateOf } from '../../domain/slot/slot.ts';
import type { Release } from '../../domain/release/release.ts';
import type { House } from '../house.ts';
import { release } from './slot.ts';

const users = 100;
const turns = 100;

/** Of how many asks each, and how many of them were answered with what was before the event. */
export interface Staleness {
  readonly asks: number;
  readonly oldInTheSameProcess: number;
  readonly oldInAnotherProcess: number;
}

/** A slot whose item says which turn it is. */
export function turnRelease(): Release {
  const { content } = release;
  const words = { title: 'turn {{ traits.turn }}', body: 'Hello', action: null, image: null };
  const name = templateOf('turn');
  const described = { name, channel: 'in-app', category: 'tips', transactional: false, tags: [], priority: 0 } as const;
  return {
    id: 'turns',
    content: {
      ...content,
      templates: { [name]: { ...described, repeatAfter: null, locales: { en: words } } },
      items: { turn: { item: 'turn', template: name, reviewBy: null } },
      slots: { turn: { slot: 'turn', description: '', strategy: 'first', limit: 1, rules: [], default: 'turn', fallback: null } },
    },
  }; // prettier-ignore
}

/** Ten thousand asks, each right after its event was acknowledged: here, and as many in another process. */
export async function measureStaleness({ ingest, store, mongo }: House): Promise<Staleness> {
  const usher = createDecisions({ store, deadline: 60_000 });
  const child = fork(fileURLToPath(new URL('decides.process.ts', import.meta.url)), [mongo.uri, mongo.database], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  const waiting = new Map<string, (title: unknown) => void>();
  child.on('message', ({ user, title }: { user: string; title: unknown }) => waiting.get(user)?.(title));
  const here = async (user: string): Promise<unknown> =>
    (await usher.decide({ user, slots: ['turn'] })).turn?.items[0]?.title;
  const there = (user: string): Promise<unknown> => {
    const answer = new Promise<unknown>((resolve) => waiting.set(user, resolve));
    child.send(user);
    return answer;
  }; // prettier-ignore

  async function old(where: string, ask: (user: string) => Promise<unknown>): Promise<number> {
    const counts = Array.from({ length: users }, async (_, index) => {
      const user = `${where}-${index}`;
      let found = 0;
      for (let turn = 0; turn < turns; turn++) {
        await ingest.take({ type: 'identify', userId: user, traits: { turn }, messageId: `${user}-${turn}` });
        if ((await ask(user)) !== `turn ${turn}`) found += 1;
      }
      return found;
    });
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  }

  const oldInTheSameProcess = await old('here', here);
  const oldInAnotherProcess = await old('there', there);
  child.disconnect();
  await usher.close();
  return { asks: users * turns, oldInTheSameProcess, oldInAnotherProcess };
}
