import { z } from 'zod';

type Schema = z.core.$ZodType;

/** What a schema file says that a key means; empty where it says nothing, or a later version has the key. */
export function meaningOf(schema: Schema): string {
  return z.globalRegistry.get(schema)?.description ?? '';
}

/** What holds where a key is not written, as it would be written; undefined where nothing does. */
export function defaultOf(schema: Schema): unknown {
  return z.globalRegistry.get(schema)?.default;
}

/** A schema without what makes it optional, or what is made of its value. */
export function bare(schema: Schema): Schema {
  const { def } = schema._zod;
  if (def.type === 'optional') return bare((def as z.core.$ZodOptionalDef).innerType);
  return def.type === 'pipe' ? bare((def as z.core.$ZodPipeDef).in) : schema;
}

/** A schema and those of which it is a copy with a description or one more check, the nearest first. */
export function copies(schema: Schema): readonly Schema[] {
  const { parent } = schema._zod;
  return [schema, ...(parent === undefined ? [] : copies(parent))];
}

/** What the schema's own error says is expected, the most exact of its words; null where it has none. */
export function expectation(schema: Schema): string | null {
  const { error, checks = [] } = bare(schema)._zod.def;
  const exact = isText(schema) ? checks.map((each) => said(each._zod.def.error)) : [];
  return exact.findLast((words) => words !== null) ?? said(error);
}

/** Checks of a text or a number say the whole form; those of a list only how long it is. */
function isText(schema: Schema): boolean {
  return ['string', 'number'].includes(bare(schema)._zod.def.type);
}

function said(error: unknown): string | null {
  const say = error as z.core.$ZodErrorMap | undefined;
  const words = say?.({ code: 'invalid_type', expected: 'string', input: undefined, path: [] });
  return (typeof words === 'string' ? words : words?.message) ?? null;
}
