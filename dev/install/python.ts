import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ServersMissing } from './ways-out.ts';

const run = promisify(execFile);

/** A python that can install packages. */
export interface Python {
  /** Its absolute path: `python3` itself may be a shim that answers differently elsewhere. */
  readonly executable: string;
  /** Major and minor, as "3.11": compiled packages fit only that. */
  readonly version: string;
}

/** Older ones are refused by SecantusDB. */
const oldest = 10;

const describe = 'import sys; print(sys.executable); print("%d.%d" % sys.version_info[:2])';

/** What this command says it is; null when it is no python or none at all. */
export async function askPython(command: string, path: string): Promise<Python | null> {
  try {
    const { stdout } = await run(command, ['-c', describe], { env: { ...process.env, PATH: path } });
    const [executable, version] = stdout.trim().split('\n');
    return executable === undefined || version === undefined ? null : { executable, version };
  } catch {
    return null;
  }
}

/** The python3 of the PATH, with pip. Throws ServersMissing when there is none that will do. */
export async function findPython(path: string): Promise<Python> {
  const python = await askPython('python3', path);
  if (python === null) throw new ServersMissing('python3 is not on the PATH');
  const minor = Number(python.version.split('.')[1]);
  if (!python.version.startsWith('3.') || minor < oldest) {
    throw new ServersMissing(
      `python3 is ${python.version} (${python.executable}), and 3.${oldest} is the oldest that will do`,
    );
  }
  try {
    await run(python.executable, ['-m', 'pip', '--version'], { env: { ...process.env, PATH: path } });
  } catch (cause) {
    throw new ServersMissing(`${python.executable} has no pip`, { cause });
  }
  return python;
}
