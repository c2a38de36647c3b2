import type { Vocabulary } from '../../../domain/condition/vocabulary.ts';
import type { Template } from '../../../domain/template/template.ts';
import type { Milliseconds } from '../../../domain/time/instant.ts';
import type { Cursor } from '../../read/cursor.ts';
import type { Sources } from '../../read/sources.ts';

/** The words of a template in one locale: `pt-BR.mjml`. */
export interface WordsFile {
  /** As written in its name. */
  readonly locale: string;
  readonly kind: 'mjml' | 'yaml';
  readonly file: string;
}

/** A folder of `templates/`, and the words in it. */
export interface TemplatePlace {
  readonly name: string;
  readonly words: readonly WordsFile[];
}

/** What of the workspace a template depends on. */
export interface Workspace {
  readonly vocabulary: Vocabulary;
  readonly locale: string;
}

export interface CompiledTemplate {
  /** Null where something was refused. */
  readonly template: Template | null;
  /** The variables its words use, as far as they could be read. */
  readonly variables: readonly string[];
}

/** A template to be compiled. */
export interface Compiling {
  readonly sources: Sources;
  /** At the root of its `template.yaml`. */
  readonly cursor: Cursor;
  readonly name: string;
  /** Those that fit the channel. */
  readonly words: readonly WordsFile[];
  readonly workspace: Workspace;
}

/** Compiles the templates of one channel; what is wrong is reported to the sources. */
export type ChannelCompiler = (compiling: Compiling) => CompiledTemplate | Promise<CompiledTemplate>;

/** What every `template.yaml` may say of itself, as far as it is right. */
interface Keys {
  readonly category?: string | undefined;
  readonly transactional?: boolean | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly priority?: number | undefined;
  readonly repeat_after?: Milliseconds | undefined;
}

type Described = Pick<Template, 'name' | 'category' | 'transactional' | 'tags' | 'priority' | 'repeatAfter'>;

/** What every template says of itself; null where it cannot be told. */
export function describe(name: string, keys: Keys | null): Described | null {
  if (keys?.category === undefined) return null;
  const { category, transactional = false, tags = [], priority = 0, repeat_after: repeatAfter = null } = keys;
  return { name, category, transactional, tags: [...new Set(tags)], priority, repeatAfter };
}

/** Each variable once, sorted. */
export function uniqueVariables(variables: readonly string[]): readonly string[] {
  return [...new Set(variables)].sort();
}
