import type { Comparison, Operand } from '../condition/condition.ts';
import { limitsOf } from '../condition/number-words.ts';
import { phraseOf, type Phrase } from '../condition/phrase.ts';
import { clip, metWords } from '../condition/value-words.ts';
import type { Json } from '../json.ts';
import type { EventTest } from './clause.ts';
import type { PropertyTest } from './program.ts';

/** `Import Finished with rows at least 100 and projectId that of entry.properties.projectId`; at most 120 bytes. */
export function whereWords(event: string, where: readonly (PropertyTest | EventTest)[]): string {
  return where.length === 0 ? event : clip(`${event} with ${where.map(testWords).join(' and ')}`);
}

function testWords({ path, comparison, operand }: PropertyTest | EventTest): string {
  const known = operand.kind === 'ref' ? ({ kind: 'value', value: `that of ${operand.path}` } as const) : operand;
  return `${path} ${phrase(path, comparison, known).bare}`;
}

/** What an event had where a test asked for something else: `rows 3 is not at least 10`, `workspace is not set`. */
export function metOtherwiseWords({ path, comparison, operand }: EventTest, met: Json | undefined): string {
  if (met === undefined || met === null) return `${path} is not set`;
  const limits = limitsOf({ kind: 'compare', comparison, operand });
  return `${path} ${metWords(met, limits)} ${phrase(path, comparison, operand).no}`;
}

function phrase(path: string, comparison: Comparison, operand: Operand): Phrase {
  return phraseOf({ kind: 'compare', comparison, operand }, { kind: 'field', path, type: 'string', tests: [] });
}
