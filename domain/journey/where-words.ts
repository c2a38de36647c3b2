import { phraseOf } from '../../domain/condition/phrase.ts';
import { clip } from '../../domain/condition/value-words.ts';
import type { PropertyTest } from '../../domain/journey/program.ts';

/** `Import Finished with rows at least 100 and projectId as in entry.properties.projectId`; at most 120 bytes. */
export function whereWords(event: string, where: readonly PropertyTest[]): string {
  return where.length === 0 ? event : clip(`${event} with ${where.map(testWords).join(' and ')}`);
}

function testWords({ path, comparison, operand }: PropertyTest): string {
  const known = operand.kind === 'ref' ? ({ kind: 'value', value: `that of ${operand.path}` } as const) : operand;
  const field = { kind: 'field', path, type: 'string', tests: [] } as const;
  return `${path} ${phraseOf({ kind: 'compare', comparison, operand: known }, field).bare}`;
}
