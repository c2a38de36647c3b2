import type { JsonSchema } from './definitions.ts';

/** A schema as it stands in its file. */
export function schemaText(schema: JsonSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
