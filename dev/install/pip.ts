import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { guard } from '../process/guard.ts';
import { logTail } from '../process/log-tail.ts';
import type { Python } from './python.ts';
import { requirementsFile } from './stamp.ts';
import { ServersMissing } from './ways-out.ts';

/** 350 MB came in 8 s on a good line; whoever needs longer than this is better told. */
const timeLimit = 15 * 60_000;

function parameters(target: string): readonly string[] {
  return [
    ...['-m', 'pip', 'install', '--no-input', '--disable-pip-version-check', '--progress-bar', 'off'],
    ...['--no-warn-script-location', '--target', target, '-r', requirementsFile],
  ];
}

/** Installs the pinned packages into a new folder; what pip says goes to the log. Throws ServersMissing with its last words. */
export async function pipInstall(python: Python, target: string, logFile: string): Promise<void> {
  const log = openSync(logFile, 'w');
  const child = spawn(python.executable, parameters(target), {
    stdio: ['ignore', log, log],
    timeout: timeLimit,
    // `user = true` in somebody's pip.conf contradicts --target.
    env: { ...process.env, PIP_USER: '0', PIP_TARGET: '' },
  });
  closeSync(log);
  const kill = (): void => void child.kill();
  const release = guard({ atExit: kill, onSignal: () => Promise.resolve(kill()) });
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new ServersMissing(`pip failed; ${logFile} ends with\n${logTail(logFile, 4)}\n`);
  } finally {
    release();
  }
}
