import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import { createEngine, filters, tags } from '../../domain/template/engine.ts';
import { type Use, variablesOf } from '../../domain/template/variables.ts';
import { didYouMean } from '../../domain/condition/nearest.ts';
import type { Finding } from './finding.ts';
import { undeclared } from './declared.ts';

export interface LiquidCheck {
  /** Whether it is Liquid at all. */
  readonly valid: boolean;
  readonly findings: readonly Finding[];
  /** The variables used, each once, sorted: `traits.plan`. */
  readonly variables: readonly string[];
}

/** Parses Liquid, and checks that every variable is declared. */
export function checkLiquid(text: string, vocabulary: Vocabulary): LiquidCheck {
  const engine = createEngine('en', 'text');
  try {
    const uses = variablesOf(engine, engine.parse(text));
    const findings = uses.flatMap((use) => findingOf(use, vocabulary));
    const variables = [...new Set(uses.flatMap(({ path }) => (path === null ? [] : [path.join('.')])))].sort();
    return { valid: true, findings, variables };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { valid: false, findings: [syntax(error)], variables: [] };
  }
}

function findingOf({ path, line, column }: Use, vocabulary: Vocabulary): readonly Finding[] {
  const place = { line, column };
  if (path === null) {
    const message = 'found a variable inside brackets, expected a name that can be checked, such as traits.plan';
    return [{ code: 'TEMPLATE_INVALID', message, ...place }];
  }
  const message = undeclared(path, vocabulary);
  return message === null ? [] : [{ code: 'NAME_UNKNOWN', message, ...place }];
}

/** `…, line:3, col:7` is how the engine ends its messages. */
function syntax(error: Error): Finding {
  const [, words = error.message, line = '1', column = '1'] =
    /^([\s\S]*?)(?:, line:(\d+), col:(\d+))?$/.exec(error.message.split('\n')[0] ?? '') ?? [];
  return { code: 'TEMPLATE_INVALID', message: explained(words), line: Number(line), column: Number(column) };
}

function explained(words: string): string {
  const filter = /undefined filter: (\w+)/.exec(words)?.[1];
  if (filter === 'raw' || filter?.startsWith('escape') === true) {
    return `the filter "${filter}" is not allowed: every value is escaped, once`;
  }
  if (filter !== undefined) return unknown('filter', filter, filters);
  const tag = /tag "?([^"]+)"? not found/.exec(words)?.[1];
  if (tag !== undefined) return unknown('tag', tag, tags);
  return `not valid Liquid: ${words}`;
}

function unknown(what: string, name: string, known: readonly string[]): string {
  return `unknown ${what} "${name}"${didYouMean(name, known) || `; known are ${known.join(', ')}`}`;
}
