import type { StepKind } from '../../../domain/journey/program.ts';
import type { CompileStep } from '../compiler.ts';
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

/** How a step of each kind is compiled: the one exhaustive table. */
export const compileStep: Readonly<Record<StepKind, CompileStep>> = {
  send,
  show,
  wait,
  delay,
  branch,
  experiment,
  repeat,
  set,
  start,
  exit,
};

/** Kinds of the language that this version refuses by name. */
export const laterKinds: readonly string[] = ['ask'];
