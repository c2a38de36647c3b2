import type { Step } from '../program.ts';
import type { Move, Place } from '../walk.ts';
import { branch } from './branch.ts';
import { delay } from './delay.ts';
import { exit } from './exit.ts';
import { experiment } from './experiment.ts';
import { repeat } from './repeat.ts';
import { send } from './send.ts';
import { set } from './set.ts';
import { show } from './show.ts';
import { start } from './start.ts';
import { wait } from './wait.ts';

/** What a step of any kind says at this place: the one exhaustive table of step kinds. */
export function move(step: Step, place: Place): Move {
  switch (step.kind) {
    case 'send':
      return send(step, place);
    case 'show':
      return show(step, place);
    case 'wait':
      return wait(step, place);
    case 'delay':
      return delay(step, place);
    case 'branch':
      return branch(step, place);
    case 'experiment':
      return experiment(step, place);
    case 'repeat':
      return repeat(step, place);
    case 'set':
      return set(step);
    case 'start':
      return start(step);
    case 'exit':
      return exit(step, place);
  }
}
