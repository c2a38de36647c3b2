import type { StepKind } from '../../../domain/journey/program.ts';
import type { CompileStep } from '../compiler.ts';
import { branch } from './branch.ts';
import { delay } from './delay.ts';
import { exit } from './exit.ts';
import { send } from './send.ts';
import { wait } from './wait.ts';

/** How a step of each kind is compiled: the one exhaustive table. */
export const compileStep: Readonly<Record<StepKind, CompileStep>> = { send, wait, delay, branch, exit };

/** Kinds of the language that this version refuses by name. */
export const laterKinds: readonly string[] = ['experiment', 'repeat', 'set', 'start', 'show', 'ask'];
