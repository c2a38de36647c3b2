import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { environmentOf, startUsher, usher, type Ended } from '../support/command.ts';
import { track } from '../support/event.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const example = join(root, 'journeys');

let kept: TestStore;
let folder: string;
let environment: Record<string, string>;

beforeAll(async () => {
  kept = await openTestStore();
  folder = await mkdtemp(join(tmpdir(), 'usher-cli-'));
  environment = environmentOf(kept.stack, freshName('queue'));
});
afterAll(async () => {
  await kept.close();
  await rm(folder, { recursive: true, force: true });
});

function run(...args: readonly string[]): Promise<Ended> {
  return usher(args, environment);
}

function parsed({ stdout }: Ended): unknown {
  expect(stdout.trim().split('\n')).toHaveLength(1);
  return JSON.parse(stdout);
}

/** A copy of the example workspace in which something is wrong. */
async function badWorkspace(): Promise<string> {
  const copy = join(folder, freshName('workspace'));
  await cp(example, copy, { recursive: true });
  await writeFile(join(copy, 'segments.yaml'), 'new: { traits.plann: pro }\n');
  return copy;
}

async function fileOf(lines: readonly unknown[]): Promise<string> {
  const file = join(folder, `${freshName('events')}.ndjson`);
  await writeFile(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return file;
}

const recent = (): number => Date.now() - 1000;

describe('usher', () => {
  it('says what it can do, which servers it uses and what its exit codes mean', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    for (const word of ['publish', 'validate', 'ingest', 'explain', 'start', 'TEMPORAL_ADDRESS', 'Exit codes']) {
      expect(stdout).toContain(word);
    }
  });

  it('says its version', async () => {
    expect(await run('--version')).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
  });

  it('ends quietly when whoever reads it has had enough', async () => {
    const piped = `'${process.execPath}' cli/usher.mjs --help | true`;
    expect(await promisify(execFile)('sh', ['-c', piped], { cwd: root })).toEqual({ stdout: '', stderr: '' });
  });

  it.each([
    ['a command that it does not have', ['frobnicate'], /unknown command 'frobnicate'/],
    ['a folder that is not there', ['publish', '/nowhere/at/all'], /FILE_UNREADABLE \/nowhere\/at\/all is not there; expected a workspace folder/],
    ['an events file that is not there', ['ingest', '/nowhere.ndjson'], /FILE_UNREADABLE \/nowhere.ndjson is not there; expected an NDJSON file, or -/],
    ['a line number that is none', ['ingest', '-', '--from', 'x'], /--from/],
    ['an instant that is none', ['explain', 'bo', '--since', 'monday'], /--since <when>' argument 'monday' is invalid. expected a duration such as 3d or 12h, or a date such as 2026-03-01/],
    ['two questions at once', ['explain', 'bo', '--why-not', 'welcome', '--since', '3d'], /'--why-not <template>' cannot be used with option '--since <when>'/],
  ])('refuses %s with exit code 2 and the reason', async (_, args, words) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(words);
    expect(stderr).not.toMatch(/\n\s+at /);
  }); // prettier-ignore

  it('ends with 2 and one line where a variable is wrong, without showing a secret', async () => {
    const { code, stderr } = await usher(['explain', 'bo'], { ...environment, MONGODB_URI: 'http://bo:hunter2@db' });
    expect({ code, lines: stderr.trim().split('\n').length }).toEqual({ code: 2, lines: 1 });
    expect(stderr).toMatch(/^CONFIGURATION_INVALID MONGODB_URI: found a value, expected mongodb:/);
    expect(stderr).not.toContain('hunter2');
  });
});

describe('usher validate and publish', () => {
  it('name what is wrong with a workspace and where, end with 2, and publish nothing', async () => {
    const workspace = await badWorkspace();
    const [validated, data, published] = await Promise.all([
      run('validate', workspace),
      run('validate', '--json', workspace),
      run('publish', workspace),
    ]);
    for (const { code, stdout, stderr } of [validated, published]) {
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/segments\.yaml:1:8 [\s\S]*traits\.plann/);
    }
    expect(data.code).toBe(2);
    const problem = expect.objectContaining({ file: 'segments.yaml', line: 1 }) as object;
    expect(parsed(data)).toMatchObject({ ok: false, problems: expect.arrayContaining([problem]) as unknown });
    expect(await kept.store.releases.current()).toBeNull();
  });

  it('make a good workspace current, and say so once; the same again is no change', async () => {
    const [validated, first] = await Promise.all([run('validate', example), run('publish', '--json', example)]);
    expect(validated).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^✔ [0-9a-f]{7}: \d+ journeys, /) as string,
    });
    const { release, changed } = parsed(first) as { release: string; changed: boolean };
    expect({ release, changed }).toEqual({ release: (await kept.store.releases.current())?.id, changed: true });
    const again = await run('publish', example);
    expect(again.code).toBe(0);
    expect(again.stdout).toContain(`already published ${release.slice(0, 7)}`);
    const titled = await run('publish', example, '--title', 'shorter waits');
    expect(titled.stdout).toContain(`already published ${release.slice(0, 7)} "shorter waits": `);
    expect(await kept.store.releases.title(release)).toBe('shorter waits');
  });
});

describe('usher ingest', () => {
  const user = freshName('bo');

  it('takes the good lines of a file, names and counts the bad ones, and ends with 3', async () => {
    const message = track(user, 'Page Viewed', { at: recent() });
    const file = await fileOf([message, 'not json', '', message, { ...message, messageId: 'x', userId: '' }]);
    const { code, stdout, stderr } = await run('ingest', file);
    expect(code).toBe(3);
    expect(stdout).toBe('2 events: 1 stored, 1 duplicate, 0 late, 2 irrelevant, 2 bad; 0 entered\n');
    expect(stderr).toMatch(/^line 2: EVENT_INVALID found no JSON .*expected one JSON object a line$/m);
    expect(stderr).toMatch(/^line 5: EVENT_INVALID userId "" is empty/m);
    expect((await kept.store.users.read(user)).profile.events['Page Viewed']?.count).toBe(1);
  });

  it('takes standard input from the line it is told to, and gives totals and bad lines as one line of JSON', async () => {
    const lines = ['not looked at', track(freshName('di'), 'Page Viewed', { at: recent() }), [1]];
    const ended = await usher(['ingest', '-', '--json', '--from', '2'], environment, lines.map((line) => JSON.stringify(line)).join('\n')); // prettier-ignore
    expect(ended.code).toBe(3);
    expect(parsed(ended)).toMatchObject({ events: 1, stored: 1, duplicate: 0, bad: [{ line: 3, code: 'EVENT_INVALID' }] }); // prettier-ignore
  });

  it('run again takes everything for duplicates, and changes nothing', async () => {
    const other = freshName('bo');
    const file = await fileOf(
      Array.from({ length: 20 }, (_, age) => track(other, 'Page Viewed', { at: recent() - age })),
    );
    expect(parsed(await run('ingest', '--json', file))).toMatchObject({ events: 20, stored: 20 });
    const { profile } = await kept.store.users.read(other);
    const again = await run('ingest', '--json', file);
    expect({ code: again.code, totals: parsed(again) }).toMatchObject({ code: 0, totals: { events: 20, stored: 0, duplicate: 20 } }); // prettier-ignore
    expect((await kept.store.users.read(other)).profile).toEqual(profile);
  });

  it('killed in the middle goes on where it was, and in the end every event is counted once', async () => {
    const person = freshName('bo');
    // One user's events are taken one after the other: at two round trips each, so many take longer than a second.
    const total = 800;
    const lines = Array.from({ length: total }, (_, age) => track(person, 'Clicked', { at: recent() - age }));
    const file = await fileOf(lines);
    const interrupted = startUsher(['ingest', file], environment);
    await interrupted.says('events …');
    interrupted.kill();
    expect((await interrupted.ended).code).toBeNull();
    const resumed = await run('ingest', '--json', file);
    expect(resumed.stderr).toMatch(/^going on at line \d+/);
    const { events } = parsed(resumed) as { events: number };
    expect(events).toBeLessThan(total);
    expect((await kept.store.users.read(person)).profile.events.Clicked?.count).toBe(total);
  });
});

describe('usher explain', () => {
  it('of a user that nobody knows ends with 2', async () => {
    const { code, stdout, stderr } = await run('explain', 'nobody@acme.test');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe('USER_UNKNOWN no event of user "nobody@acme.test" has come in yet\n');
  });

  it('tells people and scripts the same', async () => {
    const user = freshName('bo');
    const file = await fileOf([track(user, 'Clicked', { at: recent(), context: { timezone: 'Asia/Tokyo', locale: 'ja' } })]); // prettier-ignore
    await run('ingest', file);
    const [told, data] = await Promise.all([run('explain', user), run('explain', '--json', user)]);
    expect(told).toMatchObject({ code: 0, stdout: expect.stringMatching(new RegExp(`^${user} · nobody · Asia/Tokyo, now .* · ja\\b`)) as string }); // prettier-ignore
    const nothing = { joined: [], reach: expect.any(Array) as object, arms: [], standings: [], story: [], showings: [], earlier: 0, refused: [], declined: [], segments: [], undeclared: [], whyNot: null }; // prettier-ignore
    expect(parsed(data)).toEqual({ user, address: 'nobody', zone: 'Asia/Tokyo', isOwnZone: true, locale: 'ja', ...nothing }); // prettier-ignore
    const none = await run('explain', user, '--why-not', 'xyzzy');
    expect(none).toEqual({ code: 2, stdout: '', stderr: 'TEMPLATE_UNKNOWN no release of the user has a template "xyzzy"\n' }); // prettier-ignore
  });
});
