import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Time for what was told to stop to be gone: the test runner's own workers are told just before. */
const grace = 5_000;

interface Running {
  readonly pid: number;
  readonly command: string;
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function onLinux(marker: string): readonly Running[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && readOrEmpty(`/proc/${name}/environ`).split('\0').includes(marker))
    .map((name) => ({ pid: Number(name), command: readOrEmpty(`/proc/${name}/cmdline`).split('\0').join(' ').trim() }));
}

function byPs(marker: string): readonly Running[] {
  return execFileSync('ps', ['-axEww', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    .split('\n')
    .filter((line) => line.includes(marker))
    .map((line) => ({ pid: Number.parseInt(line, 10), command: line.trim().split(' ').slice(1, 8).join(' ') }));
}

function running(marker: string): readonly Running[] {
  return (process.platform === 'linux' ? onLinux(marker) : byPs(marker)).filter(({ pid }) => pid !== process.pid);
}

/** The processes that this run has started and that are still there: each is named, ended, and fails the run. */
export async function endLeaks(run: string): Promise<readonly Running[]> {
  const marker = `STACK_TEST_RUN=${run}`;
  const deadline = Date.now() + grace;
  while (running(marker).length > 0 && Date.now() < deadline) await pause(50);
  const leaks = running(marker);
  for (const { pid } of leaks) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself after all, but too late.
    }
  }
  return leaks;
}
