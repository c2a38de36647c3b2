import { monday } from '../support/event.ts';
import { minute } from '../../domain/time/instant.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

let kept: TestStore;

beforeAll(async () => {
  kept = await openTestStore();
});
afterAll(() => kept.close());

type Put = Parameters<TestStore['store']['messages']['put']>[0];

function messageOf(user: string, step: string, rest: Partial<Put> = {}): Put {
  const words = { title: 'Hi', body: 'Come back', action: { label: 'Go', url: 'https://acme.test' }, image: null };
  const key = `onboarding/${user}/1/${step}/0`;
  return { key, user, journey: 'onboarding', step, template: 'hint', locale: 'en', ...words, at: monday, ...rest };
}

describe('a message', () => {
  it('is there, unread, as it was put', async () => {
    const user = freshName('bo');
    const message = messageOf(user, 'hint');
    expect(await kept.store.messages.put(message)).toBe(true);
    expect(await kept.store.messages.of(user, { limit: 10 })).toEqual([{ ...message, readAt: null }]);
  });

  it('put again, in five processes at once, is there once, and still read', async () => {
    const user = freshName('bo');
    const message = messageOf(user, 'hint');
    const stores = await Promise.all([1, 2, 3, 4, 5].map(() => kept.another()));
    const fresh = await Promise.all(stores.map(({ messages }) => messages.put(message)));
    expect(fresh.filter(Boolean)).toHaveLength(1);
    await kept.store.messages.markRead(user, message.key, monday + minute);
    expect(await kept.store.messages.put({ ...message, title: 'Other words' })).toBe(false);
    expect(await kept.store.messages.of(user, { limit: 10 })).toEqual([{ ...message, readAt: monday + minute }]);
  });

  it('is read once: the first time stays, and only its reader can', async () => {
    const user = freshName('bo');
    const { key } = messageOf(user, 'hint');
    await kept.store.messages.put(messageOf(user, 'hint'));
    expect(await kept.store.messages.markRead('somebody-else', key, monday)).toBe(false);
    expect(await kept.store.messages.markRead(user, 'onboarding/no/1/such/0', monday)).toBe(false);
    expect(await kept.store.messages.markRead(user, key, monday + 1)).toBe(true);
    expect(await kept.store.messages.markRead(user, key, monday + 2)).toBe(true);
    expect(await kept.store.messages.of(user, { limit: 10 })).toMatchObject([{ readAt: monday + 1 }]);
  });
});

describe('the messages of a user', () => {
  it('are the newest, or the newest unread, and nobody else’s', async () => {
    const [user, other] = [freshName('bo'), freshName('di')];
    for (const [index, step] of ['a', 'b', 'c', 'd'].entries())
      await kept.store.messages.put(messageOf(user, step, { at: monday + index * minute }));
    await kept.store.messages.put(messageOf(other, 'a'));
    await kept.store.messages.markRead(user, messageOf(user, 'd').key, monday);
    const steps = async (asking: { unread?: boolean; limit: number }): Promise<readonly string[]> =>
      (await kept.store.messages.of(user, asking)).map(({ step }) => step);
    expect(await steps({ limit: 10 })).toEqual(['d', 'c', 'b', 'a']);
    expect(await steps({ limit: 2 })).toEqual(['d', 'c']);
    expect(await steps({ limit: 2, unread: true })).toEqual(['c', 'b']);
    expect(await kept.store.messages.of(freshName('nobody'), { limit: 10 })).toEqual([]);
  });

  it('are found by an index', async () => {
    const indexes = await kept.db.collection('messages').indexes();
    expect(indexes.map(({ key }) => key as object)).toContainEqual({ user: 1, at: 1 });
  });
});
