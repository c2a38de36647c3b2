import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { SMTPServer } from 'smtp-server';
import type { AuditEntry } from '../../domain/audit/entry.ts';
import { day } from '../../domain/time/instant.ts';
import { usher, type Ended } from '../support/command.ts';
import { identify } from '../support/event.ts';
import { done, programOf } from '../support/program.ts';
import { freshName } from '../support/stack.ts';
import { send, waitFor } from '../support/steps.ts';
import { openWorking, type Working } from '../support/working.ts';

const wait = { id: 'wait-profile', atMost: 2 * day, done: 2, timeout: 2, next: 2 };
const steps = [
  send('welcome', { next: 1 }),
  waitFor(done('Profile Completed'), 'Profile Completed', wait),
  send('thanks', { next: 3 }),
  waitFor(done('Project Created'), 'Project Created', { ...wait, id: 'wait-project', done: -1, timeout: -1, next: -1 }),
];

let working: Working;
beforeAll(async () => {
  working = await openWorking([programOf(steps)]);
});
afterAll(() => working.close());

const run = (...args: readonly string[]): Promise<Ended> => usher(args, working.environment);
const why = ['--reason', 'ticket 4711'];

/** Somebody who waits for the profile. */
async function waiting(user?: string): Promise<string> {
  const who = await working.enters(user);
  await working.visit(who, ({ decision }) => decision?.effect.kind === 'wait');
  return who;
}

function parsed({ code, stdout, stderr }: Ended): unknown {
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.trim().split('\n')).toHaveLength(1);
  return JSON.parse(stdout);
}

/** Runs `usher` on a terminal, which a pipe is not. */
async function onTerminal(...args: readonly string[]): Promise<string> {
  const program = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';
  const command = [process.execPath, 'cli/usher.mjs', ...args];
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const env = { ...process.env, ...working.environment };
  const { stdout } = await promisify(execFile)('python3', ['-c', program, ...command], { cwd, env });
  return stdout.replaceAll('\r', '');
}

describe('usher pause, resume, skip, move, resend and leave', () => {
  it('tell an enrolment, and usher log has who did it: the operating system’s user, unless it is said', async () => {
    const user = await waiting();
    const paused = parsed(await run('pause', user, 'test', ...why));
    const me = userInfo().username;
    expect(paused).toMatchObject({ user, journey: 'test', did: 'pause', words: `paused by ${me}: ticket 4711 (at wait-profile)` });
    for (const args of [
      ['resume', user, 'test'],
      ['resend', user, 'test', 'welcome'],
      ['move', user, 'test', 'wait-project'],
      ['skip', user, 'test'],
    ]) {
      expect(parsed(await run(...args, '--by', 'kim', ...why))).toMatchObject({ words: expect.stringContaining(' by kim: ticket 4711') as string });
    }
    expect((await working.visit(user, ({ status }) => status === 'closed')).status).toBe('closed');
    const over = await run('leave', user, 'test', '--by', 'kim', ...why);
    expect(over).toEqual({ code: 2, stdout: '', stderr: 'ENROLMENT_CLOSED leave: the enrolment is over, finished: all steps done\n' });
    const log = parsed(await run('log', user)) as readonly AuditEntry[];
    expect(log.map(({ by, did }) => `${by ?? ''} ${did}`)).toEqual(['kim leave', 'kim skip', 'kim move', 'kim resend', 'kim resume', `${me} pause`]);
    expect(log[0]).toMatchObject({ refused: 'ENROLMENT_CLOSED' });
  }); // prettier-ignore

  it.each([
    [['pause', 'bo', 'test'], "error: required option '--reason <text>' not specified"],
    [['move', 'bo', 'test', ...why], "error: missing required argument 'step'"],
    [['pause', 'nobody', 'test', ...why], 'USER_UNKNOWN no event of user "nobody" has come in yet'],
  ])('%j is refused with exit code 2', async (args, words) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout, words: stderr.split('\n')[0] }).toEqual({ code: 2, stdout: '', words });
  });

  it('are done once under one id', async () => {
    const user = await waiting();
    const args = ['resend', user, 'test', 'welcome', '--by', 'kim', '--id', 'r-1', ...why];
    expect(parsed(await run(...args))).toEqual(parsed(await run(...args)));
    expect(await working.mails(user)).toEqual(['welcome', 'welcome']);
  });
});

describe('usher inspect', () => {
  it('tells what is known: data in a pipe, tables on a terminal, with the address masked', async () => {
    const user = await waiting();
    await working.ingest.take(identify(user, { boss: 'kim@acme.test, lee@acme.test' }, { at: Date.now() }));
    expect(parsed(await run('inspect', user))).toMatchObject({
      user,
      traits: { email: `${user}@acme.test` },
      events: { 'Signed Up': { count: 1 } },
      enrolments: [{ journey: 'test', key: null, status: 'waiting', step: 'wait-profile' }],
    });
    const shown = await onTerminal('inspect', user);
    expect(shown).toMatch(/^ {2}Journey +Key +Status +Step +Entered +Release$/m);
    expect(shown).toMatch(/^ {2}test +waiting +wait-profile +/m);
    expect(shown).toMatch(/^ {2}email +b…@acme.test$/m);
    expect(shown).not.toContain(`${user}@acme.test`);
    expect(shown).toMatch(/^ {2}boss +k…@acme.test, l…@acme.test$/m);
    expect((await onTerminal('inspect', user, '--json')).trim()).toMatch(/^\{.*\}$/);
  });
});

describe('usher list', () => {
  it('finds who is where by journey, step, status and since when, a page at a time, whatever is in a name', async () => {
    const odd = await waiting(`${freshName('bo')}" OR UsherUser != "x`);
    const users = [odd, await waiting(), await waiting()].sort();
    const list = async (...args: readonly string[]): Promise<{ enrolments: { user: string }[]; next: string | null }> =>
      parsed(await run('list', '--journey', 'test', ...args)) as never;
    const here = ['--step', 'wait-profile', '--status', 'waiting'];
    const all = async (): Promise<readonly string[]> => (await list(...here)).enrolments.map(({ user }) => user);
    // What others of this file have left there is among them; the list lags.
    while (!(await all().then((found) => users.every((user) => found.includes(user))))) continue;
    expect(await run('list', '--step', 'wait-profile" OR UsherStep = "wait-profile')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('STEP_UNKNOWN') as string,
    });
    expect((await list(...here, '--since', '3d')).enrolments).toEqual([]);
    expect((await list(...here, '--since', '1s')).enrolments.length).toBeGreaterThan(0);
    const seen: string[] = [];
    for (let next: string | null = '', after: string[] = []; next !== null; after = ['--after', next ?? '']) {
      const page = await list(...here, '--limit', '1', ...after);
      expect(page.enrolments.length).toBeLessThanOrEqual(1);
      seen.push(...page.enrolments.map(({ user }) => user));
      ({ next } = page);
    }
    expect(seen).toEqual(expect.arrayContaining(users));
    expect(new Set(seen).size).toBe(seen.length);
    expect(await onTerminal('list', '--step', 'wait-profile')).toMatch(
      /^User +Journey +Status +Step +At it for +Release\n/,
    );
  });

  it.each([
    [['--journey', 'tset'], 'JOURNEY_UNKNOWN the release has no journey "tset", did you mean "test"?\n'],
    [['--step', 'wait-profil'], 'STEP_UNKNOWN no journey of the release has a step "wait-profil", did you mean "wait-profile"?\n'],
    [['--journey', 'test', '--step', 'xyzzy'], 'STEP_UNKNOWN journey "test" has no step "xyzzy"; expected one of welcome, wait-profile, thanks, wait-project, end\n'],
  ])('says that %j is a name that nothing has', async (args, stderr) => {
    expect(await run('list', ...args)).toMatchObject({ code: 2, stdout: '', stderr });
  }); // prettier-ignore

  it('refuses a token that is none', async () => {
    const { code, stderr } = await run('list', '--after', '!');
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'REQUEST_INVALID after: found "!"; expected what the page before gave as its next\n' });
  }); // prettier-ignore
});

describe('usher log', () => {
  it('has switches and publishes beside what was done to users, the newest first, and since when', async () => {
    parsed(await run('switch', 'off', 'channel', 'webhook', '--json', '--by', 'di', '--reason', 'broken'));
    await run('switch', 'on', 'channel', 'webhook', '--json', '--by', 'di', '--reason', 'mended');
    await run('publish', '--json', '--by', 'jo', '--reason', 'shorter', 'journeys');
    await working.kept.store.releases.publish(working.release, Date.now());
    const log = parsed(await run('log', '--limit', '3', '--since', '1d')) as readonly AuditEntry[];
    expect(log.map(({ by, did, to, reason }) => [by, did, to.kind, reason])).toEqual([
      ['jo', 'publish', 'release', 'shorter'],
      ['di', 'switch on', 'switch', 'mended'],
      ['di', 'switch off', 'switch', 'broken'],
    ]);
    expect(await onTerminal('log', '--limit', '2')).toMatch(/^At \(Europe\/Berlin\) +By +Did +To +Why +What came of it\n.* jo +publish +[0-9a-f]{7} +shorter +✔ published/);
    expect(parsed(await run('log', '--since', '2099-01-01'))).toEqual([]);
    const [, second] = log;
    const older = parsed(await run('log', '--limit', '1', '--after', log[0]?.id ?? '')) as readonly AuditEntry[];
    expect(older).toEqual([second]);
    expect((await run('log', '--after', 'nothing')).stderr).toBe('REQUEST_INVALID after: found "nothing"; expected the id of an entry\n');
  }); // prettier-ignore
});

describe('usher doctor', () => {
  type Found = readonly {
    readonly is: string;
    readonly what: string;
    readonly found: string;
    readonly todo?: string;
  }[];

  it('says that all is well where it is', async () => {
    const findings = parsed(await run('doctor')) as Found;
    expect(findings.filter(({ is }) => is === 'wrong')).toEqual([]);
    expect(findings.map(({ what }) => what)).toEqual(['Temporal', 'namespace', 'search attributes', 'workers', 'deliveries', 'MongoDB', 'clocks', 'indexes', 'release', 'sweep', 'events', 'proofs', 'forgetting', 'mail', 'links', 'forget key']);
    expect(await onTerminal('doctor')).toMatch(/^✔ Temporal +version [\d.]+\n[\s\S]*\nUsher can run\.\n$/);
  }); // prettier-ignore

  it('changes nothing, names what is wrong, says what to do about it, and ends with 1', async () => {
    const elsewhere = { MONGODB_DATABASE: freshName('empty'), USHER_TASK_QUEUE: freshName('nobody'), SMTP_URL: 'smtp://127.0.0.1:1', USHER_LINK_SECRET: '' };
    const { code, stdout } = await usher(['doctor'], { ...working.environment, ...elsewhere });
    const wrong = (JSON.parse(stdout) as Found).filter(({ is }) => is === 'wrong');
    expect({ code, what: wrong.map(({ what }) => what) }).toEqual({ code: 1, what: ['workers', 'deliveries', 'indexes', 'release', 'mail', 'links'] });
    expect(wrong.every(({ todo }) => todo !== undefined)).toBe(true);
    expect(wrong[2]?.found).toContain('users { todoSince }');
    const again = await usher(['doctor'], { ...working.environment, ...elsewhere });
    expect(JSON.parse(again.stdout) as Found).toHaveLength(16);
    expect(again.code).toBe(1);
  }); // prettier-ignore

  it('looks at all else where no database is named', async () => {
    const bare = { ...working.environment, MONGODB_URI: '', USHER_FOLDER: '/nobody', USHER_FORGET_SECRET: '' };
    const { code, stdout } = await usher(['doctor'], bare);
    const found = JSON.parse(stdout) as Found;
    expect({ code, found: found.filter(({ is }) => is !== 'fine').map(({ what, is }) => [what, is]) }).toMatchObject({ code: 1, found: expect.arrayContaining([['MongoDB', 'wrong'], ['forget key', 'warning']]) as string[][] });
    expect(found.find(({ what }) => what === 'Temporal')).toMatchObject({ is: 'fine' });
  }); // prettier-ignore

  it('does not take a server for one that takes the login', async () => {
    const closed = new SMTPServer({ authOptional: false, onAuth: (_, __, done) => done(new Error('no')), disabledCommands: ['STARTTLS'] });
    const server = closed.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { stdout } = await usher(['doctor'], { ...working.environment, SMTP_URL: `smtp://kim:wrong@127.0.0.1:${port}` });
    await new Promise<void>((done) => closed.close(done));
    expect((JSON.parse(stdout) as Found).find(({ what }) => what === 'mail')).toMatchObject({ is: 'wrong', todo: 'check the user and the password in SMTP_URL' });
  }); // prettier-ignore

  it('goes on where a server does not answer', async () => {
    const away = { ...working.environment, TEMPORAL_ADDRESS: '127.0.0.1:1' };
    const { code, stdout } = await usher(['doctor'], away);
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as Found)[0]).toMatchObject({ is: 'wrong', what: 'Temporal', found: 'Temporal does not answer at 127.0.0.1:1' });
  }); // prettier-ignore
});
