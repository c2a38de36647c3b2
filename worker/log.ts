import { pino, type Logger } from 'pino';

/** Keys that would hold personal data never reach a log. */
const personal = ['email', 'traits', 'profile', '*.email', '*.traits', '*.profile'];

/** The process's log: JSON lines on standard error, with ids and steps, without personal data. */
export function createLog(level: string): Logger {
  return pino({ level, base: { service: 'worker' }, redact: { paths: personal, remove: true } }, pino.destination(2));
}
