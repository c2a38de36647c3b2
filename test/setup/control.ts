import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./stack-process.ts', import.meta.url));

/** What the process of the shared servers says: what it was asked about, with the answer or an error; or that it is over. */
interface Message {
  readonly about?: string;
  readonly answer?: unknown;
  readonly error?: string;
  readonly ended?: string;
}

/** The process that holds the shared servers: started when somebody first asks for one of them, each answer kept. */
export interface Control {
  ask(about: string): Promise<unknown>;
  stop(): Promise<void>;
}

export function createControl(): Control {
  let child: ChildProcess | undefined;
  const answers = new Map<string, Promise<unknown>>();

  function start(): ChildProcess {
    const begun = fork(program, [], { execArgv: ['--import', 'tsx'] });
    begun.setMaxListeners(0);
    // What a test file asked for is answered with an error rather than never.
    begun.once('exit', (code) => begun.emit('message', { ended: `the process of the shared servers ended (${code})` }));
    return begun;
  }

  async function request(about: string): Promise<unknown> {
    child ??= start();
    child.send(about);
    for (;;) {
      const [message] = (await once(child, 'message')) as [Message];
      if (message.ended !== undefined) throw new Error(message.ended);
      if (message.about !== about) continue;
      if (message.error !== undefined) throw new Error(message.error);
      return message.answer;
    }
  }

  return {
    ask(about) {
      const answer = answers.get(about) ?? request(about);
      answers.set(about, answer);
      return answer;
    },
    async stop() {
      if (child?.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
