// Completes package-lock.json with the packages that are for other systems only: `node dev/complete-lock.mjs` after `npm install`.
// A registry that carries no builds for other systems makes npm leave them out of the lock, and `npm ci` then refuses it everywhere.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);

/** Their names say where they belong: `@swc/core-linux-arm-gnueabihf`. */
function placeOf(name) {
  const match = /(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)(?:-(gnu|musl))?/.exec(name);
  if (match === null) throw new Error(`${name} does not say for which system it is.`);
  const [, os, cpu, libc] = match;
  const library = os === 'linux' && libc !== undefined ? { libc: [libc === 'gnu' ? 'glibc' : 'musl'] } : {};
  return { cpu: [cpu], ...library, os: [os] };
}

function entryFor(name, version, { dev }) {
  if (!/^\d+\.\d+\.\d+\S*$/.test(version)) throw new Error(`${name} is not pinned: ${version}.`);
  return { version, ...placeOf(name), ...(dev === undefined ? {} : { dev }), optional: true };
}

/** The same lock with an entry for each optional package that has none, in npm's order. */
function complete(packages) {
  const added = Object.entries(packages).flatMap(([path, parent]) =>
    Object.entries(parent.optionalDependencies ?? {})
      .filter(([name]) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages))
      .map(([name, version]) => [`node_modules/${name}`, entryFor(name, version, parent)]),
  );
  const entries = [...Object.entries(packages), ...added];
  return { count: added.length, packages: Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b, 'en'))) };
}

const lock = JSON.parse(readFileSync(file, 'utf8'));
const { count, packages } = complete(lock.packages);
if (count > 0) writeFileSync(file, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
process.stdout.write(`${count} packages added to package-lock.json\n`);
