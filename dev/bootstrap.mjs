// Runs before anything is installed: only what node itself brings, and no TypeScript.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Usher needs node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org/en/download.`);
}

function readLock(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
}

/** npm notes in node_modules what it has put there. Optional packages are for some systems only, so they may be missing. */
function isInstalled() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  const [wanted, present] = [readLock('package-lock.json'), readLock('node_modules/.package-lock.json')];
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || present[path]?.version === version,
  );
}

/** `npm ci` only when the lock file asks for something else than what is there: an unchanged clone starts offline. */
function installPackages() {
  if (isInstalled()) return;
  process.stderr.write('Installing packages (npm ci)\n');
  const npm = process.env.npm_execpath;
  const parameters = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const [program, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const { status } = spawnSync(program, [...first, ...parameters], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) fail('npm ci failed, see above. Once the packages are installed, no network is needed any more.');
}

/**
 * Runs node with these arguments and ends as it ends. A terminal sends its Ctrl-C to us and to the child alike: the child
 * decides, we wait. A signal sent to us alone is passed on.
 */
function run(parameters) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, parameters, { cwd: root, stdio: 'inherit' });
    const pass = (signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code, signal) => {
      for (const each of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(each, pass);
      resolve({ code, signal });
    });
  });
}

function endAs({ code, signal }) {
  if (signal !== null) process.kill(process.pid, signal);
  else process.exitCode = code;
}

function start(parameters) {
  return run(['cli/usher.mjs', 'start', ...parameters]);
}

async function test(parameters) {
  const servers = await run(['--import', 'tsx', 'dev/install/main.ts']);
  if (servers.code !== 0) return servers;
  return run(['node_modules/vitest/vitest.mjs', 'run', ...parameters]);
}

const [command, ...parameters] = process.argv.slice(2);
const perform = { start, test }[command];
if (perform === undefined) fail('Usage: node dev/bootstrap.mjs start|test [arguments]');
checkNode();
installPackages();
endAs(await perform(parameters));
