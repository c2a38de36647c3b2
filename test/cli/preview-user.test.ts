import { fileURLToPath } from 'node:url';
import type { Ended } from '../support/command.ts';
import { identify } from '../support/event.ts';
import { freshName } from '../support/stack.ts';
import { openShell, type Shell } from '../support/shell.ts';

const example = fileURLToPath(new URL('../../journeys', import.meta.url));

let shell: Shell;
beforeAll(async () => (shell = await openShell()));
afterAll(() => shell.close());

function preview(...args: readonly string[]): Promise<Ended> {
  return shell.usher('preview', 'welcome', '--dir', example, ...args);
}

describe('usher preview --user', () => {
  it('of a user that nobody knows ends with 2', async () => {
    const { code, stdout, stderr } = await preview('--user', 'nobody@acme.test');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe('USER_UNKNOWN no event of user "nobody@acme.test" has come in yet\n');
  });

  it('shows what is known of the user, in what the user reads unless told otherwise', async () => {
    const user = freshName('bo');
    const hostile = 'Bo\u001b[31m';
    const message = identify(user, { firstName: hostile }, { at: Date.now() - 1000, context: { locale: 'pt-BR' } });
    await shell.ingest(message);
    const [own, other] = await Promise.all([preview('--user', user), preview('--user', user, '--locale', 'en')]);
    expect(own.stdout.split('\n').slice(0, 3)).toEqual([
      `welcome · onboarding · ${user}`,
      `locale   pt, the nearest to pt-BR, read by ${user}`,
      'subject  Boas-vindas à Acme, Bo [31m',
    ]);
    expect(own.stdout).not.toContain('\u001b');
    expect(other.stdout).toContain('\nlocale   en, asked for by --locale\nsubject  Welcome to Acme, Bo');
  });
});
