import { environmentOf, startUsher, usher } from '../support/command.ts';
import { oneClick, sealed, secrets, somebody } from '../support/api.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

let kept: TestStore;
let environment: Record<string, string>;
beforeAll(async () => {
  kept = await openTestStore();
  environment = environmentOf(kept.stack, freshName('queue'));
});
afterAll(() => kept.close());

describe('usher serve', () => {
  it('serves the links until it is told to stop', async () => {
    const given = { ...environment, USHER_LINK_SECRET: secrets.join(','), USHER_API_ADDRESS: '127.0.0.1:0' };
    const running = startUsher(['serve'], given);
    await running.says('"ready"');
    const url = /"address":"([^"]+)"/.exec(running.heard())?.[1] ?? '';
    const user = somebody();
    const answer = await fetch(`${url}/unsubscribe/${sealed({ kind: 'unsubscribe', user })}`, oneClick);
    expect(answer.status).toBe(200);
    expect((await kept.store.events.of(user)).map(({ event: { name } }) => name)).toEqual(['Unsubscribed']);
    running.interrupt();
    const { code, stdout, stderr } = await running.ended;
    expect({ code, stdout, last: /"msg":"([^"]+)"\}\n$/.exec(stderr)?.[1] }).toEqual({ code: 0, stdout: '', last: 'stopped' });
    expect(stderr).not.toContain(user);
  }); // prettier-ignore

  it.each([
    [{ USHER_LINK_SECRET: '', USHER_API_ADDRESS: '127.0.0.1:0' }, 'USHER_LINK_SECRET is not set'],
    [{ USHER_LINK_SECRET: secrets[0] }, 'USHER_API_ADDRESS is not set'],
    [{ USHER_LINK_SECRET: secrets[0], USHER_API_ADDRESS: '192.0.2.1:80' }, 'USHER_API_ADDRESS: nothing can listen at'],
  ])('does not start with %j', async (more, words) => {
    const { code, stderr } = await usher(['serve'], { ...environment, ...(more as Record<string, string>) });
    expect([code, stderr]).toEqual([2, expect.stringContaining(`CONFIGURATION_INVALID ${words}`)]);
  });
});
