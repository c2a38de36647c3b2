import { didYouMean } from '../../domain/condition/nearest.ts';
import { filters, tags } from '../../domain/template/engine.ts';
import type { Finding } from './finding.ts';

/** What the engine says of a text, in our words: `…, line:3, col:7` is how its messages end. */
export function liquidFinding(error: Error): Finding {
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
  if (words.endsWith('limit exceeded'))
    return 'this would be too much for one nudge, and never be sent: a loop, or a text that doubles';
  return `not valid Liquid: ${words}`;
}

function unknown(what: string, name: string, known: readonly string[]): string {
  return `unknown ${what} "${name}"${didYouMean(name, known) || `; known are ${known.join(', ')}`}`;
}
