import type { AuditEntry } from '../../domain/audit/entry.ts';
import { minute } from '../../domain/time/instant.ts';
import { monday } from '../support/event.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

let kept: TestStore;
beforeAll(async () => {
  kept = await openTestStore();
});
afterAll(() => kept.close());

function entryOf(user: string, rest: Partial<AuditEntry> = {}): AuditEntry {
  const to = { kind: 'enrolment', user, journey: 'onboarding', key: null, step: null } as const;
  return { id: freshName('entry'), at: monday, by: 'kim', reason: 'x', did: 'pause', to, command: 'c-1', words: 'paused', ...rest };
} // prettier-ignore

describe('the audit log', () => {
  it('keeps an entry as it was written', async () => {
    const user = freshName('bo');
    const entry = entryOf(user, { refused: 'COMMAND_REFUSED' });
    expect(await kept.store.audit.note(entry)).toBe(true);
    expect(await kept.store.audit.read(entry.id)).toEqual(entry);
    expect(await kept.store.audit.list({ user, limit: 10 })).toEqual([entry]);
  });

  it('written again, in five processes at once, has it once, and the first stands', async () => {
    const user = freshName('bo');
    const entry = entryOf(user);
    const stores = await Promise.all([1, 2, 3, 4, 5].map(() => kept.another()));
    const fresh = await Promise.all(stores.map(({ audit }) => audit.note(entry)));
    expect(fresh.filter(Boolean)).toHaveLength(1);
    expect(await kept.store.audit.note({ ...entry, by: 'di', words: 'other words' })).toBe(false);
    expect(await kept.store.audit.list({ user, limit: 10 })).toEqual([entry]);
  });

  it('has no way to change or to remove what is in it', () => {
    expect(Object.keys(kept.store.audit).sort()).toEqual(['answered', 'list', 'note', 'read']);
  });

  it('gives the newest first, of a user or of all, since an instant, and no more than asked for', async () => {
    const [user, other] = [freshName('bo'), freshName('di')];
    const entries = [0, 1, 2].map((age) => entryOf(user, { at: monday + age * minute }));
    const others = entryOf(other, { at: monday + 9 * minute });
    for (const entry of [...entries, others]) await kept.store.audit.note(entry);
    const [oldest, middle, newest] = entries;
    expect(await kept.store.audit.list({ user, limit: 10 })).toEqual([newest, middle, oldest]);
    expect(await kept.store.audit.list({ user, limit: 1 })).toEqual([newest]);
    expect(await kept.store.audit.list({ user, since: monday + minute, limit: 10 })).toEqual([newest, middle]);
    expect(await kept.store.audit.list({ since: monday + 9 * minute, limit: 10 })).toEqual([others]);
  });

  it('knows what a command came to by the id under which it was told, and whose it was', async () => {
    const user = freshName('bo');
    const told = { user, journey: 'onboarding', key: null, command: 'c-1' };
    expect(await kept.store.audit.answered(told)).toBeNull();
    const entry = entryOf(user);
    await kept.store.audit.note(entry);
    expect(await kept.store.audit.answered(told)).toEqual(entry);
    expect(await kept.store.audit.answered({ ...told, key: 'team-7' })).toBeNull();
    expect(await kept.store.audit.answered({ ...told, command: 'c-2' })).toBeNull();
  });

  it('is found by indexes', async () => {
    const indexes = await kept.db.collection('audit').indexes();
    expect(indexes.map(({ key }) => key as object)).toEqual(
      expect.arrayContaining([{ 'to.user': 1, at: 1 }, { at: 1 }]) as unknown,
    );
  });
});
