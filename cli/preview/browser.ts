import { spawn } from 'node:child_process';

/** An opener that has not ended by then shows the page itself. */
const patience = 3_000;

type Command = readonly [program: string, ...args: string[]];

/** Opens a file in the system's browser; false where nothing there can. */
export function openInBrowser(file: string): Promise<boolean> {
  const [program, ...args] = opener(file);
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.unref(); // The browser outlives the command.
  return new Promise((resolve) => {
    const waiting = setTimeout(() => resolve(true), patience);
    const end = (opened: boolean): void => {
      clearTimeout(waiting);
      resolve(opened);
    };
    child.on('error', () => end(false));
    child.on('exit', (code) => end(code === 0));
  });
}

function opener(file: string): Command {
  if (process.platform === 'darwin') return ['open', file];
  // What `start` does, without a shell that would read the path.
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', file];
  return ['xdg-open', file];
}
