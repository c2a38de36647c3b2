import { readFileSync } from 'node:fs';

/** The end of a server's log, indented for quoting in an error. Twelve lines show a cause without hiding the message. */
export function logTail(file: string, lines = 12): string {
  try {
    const written = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines);
    return written.map((line) => `    ${line}`).join('\n');
  } catch {
    return '    (no log was written)';
  }
}
