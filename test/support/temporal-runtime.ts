import { IllegalStateError } from '@temporalio/common';
import { DefaultLogger, Runtime, makeTelemetryFilterString } from '@temporalio/worker';

/** Activities fail on purpose in tests: only what fails by itself is worth a line. */
const logger = new DefaultLogger('ERROR');

/** Temporal's native part, which a process has once, says errors only. Whoever comes first installs it for all test files. */
export function quietRuntime(): void {
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
  try {
    Runtime.install({ logger, telemetryOptions: { logging: { filter, forward: {} } } });
  } catch (error) {
    if (!(error instanceof IllegalStateError)) throw error;
  }
}
