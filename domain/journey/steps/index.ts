import type { Step } from '../program.ts';
import type { Move, Place } from '../walk.ts';
import { branch } from './branch.ts';
import { delay } from './delay.ts';
import { exit } from './exit.ts';
import { send } from './send.ts';
import { wait } from './wait.ts';

/** What a step of any kind says at this place: the one exhaustive table of step kinds. */
export function move(step: Step, place: Place): Move {
  switch (step.kind) {
    case 'send':
      return send(step, place);
    case 'wait':
      return wait(step, place);
    case 'delay':
      return delay(step, place);
    case 'branch':
      return branch(step, place);
    case 'exit':
      return exit(step, place);
  }
}
