import type { Logger as TemporalLogger, LogLevel } from '@temporalio/worker';
import type { Logger } from 'pino';

/** Temporal's own log lines, in the process's log. Only ids are taken along: attributes may hold arguments. */
export function temporalLogger(log: Logger): TemporalLogger {
  const write = (level: LogLevel, message: string, meta?: Record<string, unknown>): void => {
    if (message === meant) return;
    const { workflowId, activityType, attempt, error } = meta ?? {};
    log[methods[level]]({ workflowId, activityType, attempt, err: error }, message);
  };
  return {
    log: write,
    trace: (message, meta) => write('TRACE', message, meta),
    debug: (message, meta) => write('DEBUG', message, meta),
    info: (message, meta) => write('INFO', message, meta),
    warn: (message, meta) => write('WARN', message, meta),
    error: (message, meta) => write('ERROR', message, meta),
  };
}

/** It warns of every worker that has no workflows; the one of the deliveries is to have none. */
const meant = 'No workflows registered, not polling for workflow tasks';

const methods = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
