/** A test file for the test of the test run: it cannot even be loaded. */
throw new Error('as the test asked');
