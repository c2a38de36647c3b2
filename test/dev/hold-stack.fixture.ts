import { startStack } from '../../dev/stack.ts';

/** A program that starts a stack and says so, for the tests of what happens to the servers when it ends in one way or another. */
const [folder = '', ending = 'stay'] = process.argv.slice(2);
await startStack({ folder, searchAttributes: { UsherUser: 'Keyword' } });
process.stdout.write('started\n');
if (ending === 'return') process.exit(0);
if (ending === 'throw') throw new Error('as the test asked');
