import type { Scalar } from '../../domain/json.ts';
import type { Step, StepIndex } from '../../domain/journey/program.ts';
import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import type { Cursor } from '../read/cursor.ts';

/** What the names of a journey may mean. */
export interface Names {
  readonly vocabulary: Vocabulary;
  /** Template → the variables its words use, such as `traits.plan` and `vars.docs`. */
  readonly templates: ReadonlyMap<string, readonly string[]>;
}

/** What a step's compiler is given. */
export interface Compiler extends Names {
  readonly vars: Readonly<Record<string, Scalar>>;
  /** Compiles a nested list of steps. */
  steps(list: Cursor): readonly Draft[];
}

/** A step compiled as far as that goes without knowing the places of the others. */
export interface Draft {
  readonly cursor: Cursor;
  /** Null where it was refused. */
  readonly id: string | null;
  /** Its nested lists, in the order in which `build` wants their entries. */
  readonly lists: readonly (readonly Draft[])[];
  /** Whether nobody ever goes on after it. */
  readonly ends: boolean;
  build(base: Base, entries: readonly StepIndex[]): Step;
}

interface Base {
  readonly id: string;
  readonly next: StepIndex;
}

/** Compiles one step of one kind; null where something about it was refused. */
export type CompileStep = (step: Cursor, compiler: Compiler) => Draft | null;

/** Whether nobody ever reaches the end of a list. */
export function listEnds(list: readonly Draft[]): boolean {
  return list.some(({ ends }) => ends);
}
