import type { StartStep } from '../program.ts';
import type { Move } from '../walk.ts';

/** Lets the same user enter another journey, and goes on; whether its door is open is told by that journey. */
export function start({ next, journey }: StartStep): Move {
  return {
    kind: 'go',
    to: next,
    trail: { what: 'started', because: [journey] },
    acts: [{ kind: 'start', journey }],
  };
}
