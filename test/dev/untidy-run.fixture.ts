import { spawn } from 'node:child_process';

/** A test file for the test of the test run: one of each result, and a process that it forgets. */
it('passes, and leaves a process behind', () => {
  spawn('sleep', ['600'], { detached: true, stdio: 'ignore' }).unref();
});

it('fails', () => expect('this').toBe('that'));

it.skip('is skipped', () => expect('this').toBe('that'));
