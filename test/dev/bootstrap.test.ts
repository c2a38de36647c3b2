import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { folderOfPrograms, removeTemporaryFolders, temporaryFolder } from './places.ts';

const bootstrap = join(import.meta.dirname, '../../dev/bootstrap.mjs');

function lock(version: string): string {
  return JSON.stringify({
    packages: {
      '': { version: '0.1.0' },
      'node_modules/a': { version },
      'node_modules/b': { version, optional: true },
    },
  });
}

/** A command line that tells its arguments and does what the test says with the rest of its life. */
function commandLine(life: string): string {
  return `console.log('usher', ...process.argv.slice(2));\n${life}\n`;
}

/** A clone in which nothing is ours but the bootstrap. */
async function cloneWith(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await temporaryFolder();
  for (const [path, content] of Object.entries({ 'package-lock.json': lock('1.0.0'), ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  await mkdir(join(root, 'dev'));
  await copyFile(bootstrap, join(root, 'dev/bootstrap.mjs'));
  return root;
}

const installed = { 'node_modules/.package-lock.json': lock('1.0.0') };

/** An npm that writes down what it was asked, and does what the script says. */
async function npmThat(root: string, script: string): Promise<string> {
  return `${await folderOfPrograms({ npm: `echo "$*" >>"${root}/npm.log"\n${script}` })}:/usr/bin:/bin`;
}

function begin(root: string, path = '/nonexistent', parameters = ['start', '--speed', '1s']): ChildProcess {
  return spawn(process.execPath, [join(root, 'dev/bootstrap.mjs'), ...parameters], {
    cwd: dirname(root),
    env: { PATH: path, STACK_TEST_RUN: process.env.STACK_TEST_RUN },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function outcome(child: ChildProcess): Promise<{ ending: unknown[]; output: string; errors: string }> {
  const [output, errors, ending] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'exit')]);
  return { ending, output, errors };
}

afterAll(removeTemporaryFolders);

describe('npm start', () => {
  it('hands its arguments to the command line and ends with its exit code, without npm or network', async () => {
    const root = await cloneWith({ ...installed, 'cli/usher.mjs': commandLine('process.exitCode = 7') });
    const { ending, output } = await outcome(begin(root));
    expect(output).toBe('usher start --speed 1s\n');
    expect(ending).toEqual([7, null]);
  });

  it.each([
    ['are missing', {}],
    ['are of another version', { 'node_modules/.package-lock.json': lock('0.9.0') }],
  ])('installs the packages first when they %s', async (_case, files) => {
    const root = await cloneWith({ ...files, 'cli/usher.mjs': commandLine('') });
    const { ending, output, errors } = await outcome(begin(root, await npmThat(root, 'exit 0')));
    expect(await readFile(join(root, 'npm.log'), 'utf8')).toMatch(/^ci --include=dev /);
    expect(errors).toContain('Installing packages');
    expect([output, ending]).toEqual(['usher start --speed 1s\n', [0, null]]);
  });

  it('stops when they cannot be installed', async () => {
    const root = await cloneWith({ 'cli/usher.mjs': commandLine('') });
    const { ending, output, errors } = await outcome(begin(root, await npmThat(root, 'echo no route; exit 1')));
    expect(errors).toMatch(/no route[^]*npm ci failed/);
    expect([output, ending]).toEqual(['', [1, null]]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'passes %s on and waits for the command line to end in order',
    async (signal) => {
      const life = `process.on('${signal}', () => { console.log('stopped'); process.exit(3); }); setInterval(() => {}, 1000);`;
      const root = await cloneWith({ ...installed, 'cli/usher.mjs': `${life}\nconsole.log('ready');` });
      const child = begin(root);
      await once(child.stdout!, 'data');
      child.kill(signal);
      const { ending, output } = await outcome(child);
      expect([output, ending]).toEqual(['stopped\n', [3, null]]);
    },
  );

  it('dies by the signal that its command line died by', async () => {
    const root = await cloneWith({
      ...installed,
      'cli/usher.mjs': commandLine(`process.kill(process.pid, 'SIGKILL')`),
    });
    expect((await outcome(begin(root))).ending).toEqual([null, 'SIGKILL']);
  });

  it('explains itself when it is asked for something else', async () => {
    const root = await cloneWith(installed);
    const { ending, errors } = await outcome(begin(root, '', ['launch']));
    expect([errors, ending]).toEqual(['Usage: node dev/bootstrap.mjs start|test [arguments]\n', [1, null]]);
  });
});
