import type { Condition } from '../../domain/condition/condition.ts';
import type { Scalar } from '../../domain/json.ts';
import type { Step, StepIndex } from '../../domain/journey/program.ts';
import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import type { Cursor } from '../read/cursor.ts';

/** What the names of a journey may mean. */
export interface Names {
  readonly vocabulary: Vocabulary;
  /** Template → the variables its words use, such as `traits.plan` and `vars.docs`. */
  readonly templates: ReadonlyMap<string, readonly string[]>;
  readonly journeys: readonly string[];
}

/** What a step's compiler is given. */
export interface Compiler extends Names {
  /** The journey that is compiled. */
  readonly journey: string;
  readonly vars: Readonly<Record<string, Scalar>>;
  /** Compiles a nested list of steps. */
  steps(list: Cursor): readonly Draft[];
}

/** What a template or a reference reads of an enrolment: `['waits', 'import', 'properties', 'rows']`. */
export interface Use {
  readonly cursor: Cursor;
  readonly path: readonly string[];
  /** Whether the words of a template use it, rather than the journey itself. */
  readonly template: boolean;
}

/** A step compiled as far as that goes without knowing the places of the others. */
export interface Compiled {
  readonly cursor: Cursor;
  /** Null where it was refused. */
  readonly id: string | null;
  /** Its nested lists, in the order in which `build` wants their entries. */
  readonly lists: readonly (readonly Draft[])[];
  /** Whether nobody ever goes on after it. */
  readonly ends: boolean;
  /** Whether time passes in it for everybody. */
  readonly pauses?: boolean;
  /** Whether it may pass over the step after it. */
  readonly skips?: boolean;
  /** Its nested lists lead back to it, rather than to what follows. */
  readonly loops?: boolean;
  /** Under which name later steps read the event it waited for. */
  readonly as?: string | null;
  readonly uses?: readonly Use[];
  build(base: Base, entries: readonly StepIndex[]): Step;
}

/** With what every step may say: a condition without which it is passed over. */
export interface Draft extends Compiled {
  readonly when: Condition | null;
}

interface Base {
  readonly id: string;
  readonly next: StepIndex;
  readonly when: Condition | null;
}

/** Compiles one step of one kind; null where something about it was refused. */
export type CompileStep = (step: Cursor, compiler: Compiler) => Compiled | null;

/** Whether nobody ever reaches the end of a list. */
export function listEnds(list: readonly Draft[]): boolean {
  return list.some(({ ends }) => ends);
}

/** Whether time passes in a list for everybody who reaches its end. */
export function listPauses(list: readonly Draft[]): boolean {
  return list.some(({ pauses }) => pauses === true);
}
