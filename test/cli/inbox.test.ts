import { minute } from '../../domain/time/instant.ts';
import type { Message } from '../../store/messages.ts';
import type { Ended } from '../support/command.ts';
import { identify, monday } from '../support/event.ts';
import { openShell, type Shell } from '../support/shell.ts';
import { freshName } from '../support/stack.ts';

let shell: Shell;
beforeAll(async () => (shell = await openShell()));
afterAll(() => shell.close());

const inbox = (...args: readonly string[]): Promise<Ended> => shell.usher('inbox', ...args);

/** Somebody in Tokyo with two messages, the newer one unread. */
async function somebody(): Promise<string> {
  const user = freshName('bo');
  const known = identify(user, { timezone: 'Asia/Tokyo' }, { at: Date.now() - 1000 });
  await shell.ingest(known);
  const common = { user, journey: 'onboarding', locale: 'pt', body: 'Olá', action: null, image: null };
  const put = (step: string, title: string, at: number): Promise<boolean> =>
    shell.kept.store.messages.put({
      ...common,
      key: `onboarding/${user}/1/${step}/0`,
      step,
      template: step,
      title,
      at,
    });
  await put('first-hint', 'Primeira dica', monday);
  await put('hint', `Oi\u001b[31m ${'a'.repeat(80)}`, monday + minute);
  await shell.kept.store.messages.markRead(user, `onboarding/${user}/1/first-hint/0`, monday + minute);
  return user;
}

describe('usher inbox', () => {
  it('shows a user’s messages as a table, newest first, in the user’s own time', async () => {
    const user = await somebody();
    const { code, stdout, stderr } = await inbox(user);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`${user} · Asia/Tokyo
At                       Template         Title
Mon 2 Mar 18:01  unread  hint (pt)        Oi [31m ${'a'.repeat(39)}…
Mon 2 Mar 18:00  read    first-hint (pt)  Primeira dica
`);
  });

  it('shows those that were not read yet, or the newest, and gives scripts all of them', async () => {
    const user = await somebody();
    const [unread, newest, data] = await Promise.all([
      inbox(user, '--unread'),
      inbox(user, '--limit', '1'),
      inbox(user, '--json'),
    ]);
    expect(unread.stdout).toBe(newest.stdout);
    expect(unread.stdout).not.toContain('first-hint');
    const { messages, ...about } = JSON.parse(data.stdout) as { readonly messages: readonly Message[] };
    expect(about).toEqual({ user, zone: 'Asia/Tokyo' });
    expect(messages.map(({ step, readAt }) => [step, readAt])).toEqual([['hint', null], ['first-hint', monday + minute]]); // prettier-ignore
  });

  it('says so where there is none, and refuses whom nobody knows', async () => {
    const user = freshName('di');
    await shell.ingest(identify(user, {}, { at: Date.now() - 1000 }));
    expect(await inbox(user)).toMatchObject({ code: 0, stdout: `${user} · no in-app messages\n` });
    expect(await inbox('nobody')).toEqual({ code: 2, stdout: '', stderr: 'USER_UNKNOWN no event of user "nobody" has come in yet\n' }); // prettier-ignore
    expect(await inbox(user, '--limit', 'many')).toMatchObject({ code: 2, stdout: '' });
  });
});
