import TestRunner from 'jest-runner';

/** Runs test files one after another. Jest asks one runner after another, so nothing runs beside them. */
export default class AloneRunner extends TestRunner {
  constructor(globalConfig, ...rest) {
    super({ ...globalConfig, maxWorkers: 1 }, ...rest);
  }
}
