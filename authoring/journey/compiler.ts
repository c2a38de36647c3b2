import type { Condition } from '../../domain/condition/condition.ts';
import type { Scalar } from '../../domain/json.ts';
import type { Step, StepIndex } from '../../domain/journey/program.ts';
import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import type { NamedEvent } from '../../domain/profile/named/named-event.ts';
import type { Policy } from '../../domain/pacing/policy.ts';
import type { Channel } from '../../domain/template/template.ts';
import type { Milliseconds } from '../../domain/time/instant.ts';
import type { Cursor } from '../read/cursor.ts';

/** What the names of a journey may mean. */
export interface Names {
  readonly vocabulary: Vocabulary;
  /** The events of `profile.yaml`. */
  readonly named: Readonly<Record<string, NamedEvent>>;
  readonly templates: ReadonlyMap<string, Sendable>;
  /** Slot → the templates of all that it may show. */
  readonly slots: ReadonlyMap<string, readonly string[]>;
  readonly journeys: readonly string[];
  /** What is told of mails that went out. */
  readonly tracking: Policy['tracking'];
}

/** What journeys have to know of a template. */
export interface Sendable {
  /** Those its words use, such as `traits.plan` and `vars.docs`. */
  readonly variables: readonly string[];
  /** Null where the template was refused. */
  readonly channel: Channel | null;
  readonly repeatAfter: Milliseconds | null;
}

/** What a step's compiler is given. */
export interface Compiler extends Names {
  /** The journey that is compiled. */
  readonly journey: string;
  readonly vars: Readonly<Record<string, Scalar>>;
  /** As in the program: below the entry event. */
  readonly per: string | null;
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

/** What is awaited of a nudge. */
export interface Awaited {
  readonly cursor: Cursor;
  /** The id of the step that sends it. */
  readonly step: string;
  readonly what: 'clicked' | 'opened';
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
  /** The templates it sends, or the first of which it sends. */
  readonly sends?: readonly string[];
  /** The nudge it waits for. */
  readonly nudge?: Awaited | undefined;
  /** Of a loop: from the beginning of one round to that of the next; 0: at once. */
  readonly every?: Milliseconds;
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
