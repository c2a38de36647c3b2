import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./stack-process.ts', import.meta.url));

/** The process that holds the shared servers: started when somebody first asks for one of them, each answer kept. */
export function createControl() {
  let child;
  const answers = new Map();

  const start = () => {
    const begun = fork(program, [], { execArgv: ['--import', 'tsx'], env: environment() });
    begun.setMaxListeners(0);
    // What a test file asked for is answered with an error rather than never.
    begun.once('exit', (code) => begun.emit('message', { ended: `the process of the shared servers ended (${code})` }));
    return begun;
  };

  const request = async (about) => {
    child ??= start();
    child.send(about);
    for (;;) {
      const [message] = await once(child, 'message');
      if (message.ended !== undefined) throw new Error(message.ended);
      if (message.about !== about) continue;
      if (message.error !== undefined) throw new Error(message.error);
      return message.answer;
    }
  };

  return {
    ask: (about) => {
      if (!answers.has(about)) answers.set(about, request(about));
      return answers.get(about);
    },
    stop: async () => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** The options for jest's own process are not for this one. */
function environment() {
  const { NODE_OPTIONS: _jest, ...rest } = process.env;
  return rest;
}
