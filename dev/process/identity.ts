import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process that cannot be mistaken: a pid alone is reused after a while, a pid with its start time is not. */
export interface Identity {
  readonly pid: number;
  readonly started: string;
}

function ofLinux(pid: number): string | null {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in brackets and may hold spaces, so count from the last bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  if (state === 'Z' || state === 'X' || startTicks === undefined) return null;
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot}:${startTicks}`;
}

function ofPs(pid: number): string | null {
  const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
  return line === '' || line.startsWith('Z') ? null : line.slice(line.indexOf(' ')).trim();
}

/** The identity of the running process with this pid; null when there is none (or only its unreaped remains). */
export function identify(pid: number): Identity | null {
  try {
    const started = process.platform === 'linux' ? ofLinux(pid) : ofPs(pid);
    return started === null ? null : { pid, started };
  } catch {
    return null;
  }
}

/** Whether this very process still runs, and not a later one that was given its pid. */
export function isAlive(identity: Identity): boolean {
  return identify(identity.pid)?.started === identity.started;
}

/** The identity of the calling process. */
export function ownIdentity(): Identity {
  return identify(process.pid) ?? { pid: process.pid, started: 'unknown' };
}
