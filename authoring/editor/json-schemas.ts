import { z } from 'zod';
import { AnyCondition, Name, NotYet } from '../../domain/authored/schema.ts';
import { Experiment } from '../../domain/experiment/schema.ts';
import { Journey, NoWhere } from '../../domain/journey/schema.ts';
import { PolicyFile } from '../../domain/pacing/schema.ts';
import { Scenario } from '../../domain/scenario/schema.ts';
import { Content, Slot } from '../../domain/slot/schema.ts';
import { InAppWordsFile, NoSubject, TemplateFile } from '../../domain/template/schema.ts';
import { Milestone, Profile, Settings } from '../../domain/workspace/schema.ts';
import { byHand, type JsonSchema, parts, shared, stepSchemas } from './definitions.ts';
import { copies, defaultOf, expectation, meaningOf } from './meaning.ts';

const files: Readonly<Record<string, z.ZodType>> = {
  workspace: Settings,
  profile: Profile,
  milestones: z.record(Name, Milestone),
  segments: z.record(Name, AnyCondition),
  experiments: z.record(Name, Experiment),
  policy: PolicyFile,
  slot: Slot,
  content: Content,
  journey: Journey,
  template: TemplateFile,
  'in-app': InAppWordsFile,
  scenarios: z.array(Scenario),
};

/** The JSON Schema of every kind of file of a workspace, for editors: `journey` is that of `<journey>/journey.yaml`. */
export function jsonSchemas(): Readonly<Record<string, JsonSchema>> {
  const schemas = Object.entries(files).map(([file, schema]) => [file, withDefinitions(convert(schema))] as const);
  return Object.fromEntries(schemas);
}

/** The version that editors know best. */
const options = { io: 'input', target: 'draft-7', unrepresentable: 'any' } as const;

function convert(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    ...options,
    override: ({ zodSchema, jsonSchema }) => {
      const part = copies(zodSchema).find((schema) => parts.has(schema));
      if (part !== undefined) replace(jsonSchema, parts.get(part) ?? {});
      withoutRefused(zodSchema, jsonSchema);
      if (jsonSchema.pattern !== undefined) jsonSchema.pattern = portable(jsonSchema.pattern);
      const words = describe(zodSchema);
      if (words !== '' && jsonSchema.$ref === undefined) jsonSchema.description = words;
      // Zod leaves out what is written before a transformation.
      const known = defaultOf(zodSchema);
      if (known !== undefined) jsonSchema.default = known;
    },
  });
}

function replace(target: JsonSchema, source: JsonSchema): void {
  for (const key of Object.keys(target)) Reflect.deleteProperty(target, key);
  Object.assign(target, source);
}

/** Not every editor reads patterns as Unicode: the control characters are those of ECMA-262, written out. */
function portable(pattern: string): string {
  return pattern.replaceAll('\\p{Cc}', String.raw`\u0000-\u001f\u007f-\u009f`);
}

/** Keys that are known only to be refused in better words are nothing that an editor should propose. */
function withoutRefused(schema: z.core.$ZodType, { properties }: JsonSchema): void {
  const { def } = schema._zod;
  if (properties === undefined || !('shape' in def)) return;
  for (const [key, field] of Object.entries(def.shape as z.core.$ZodShape)) {
    if (field === NotYet || field === NoSubject || field === NoWhere) Reflect.deleteProperty(properties, key);
  }
}

/** What a key means, and what is expected there: an editor shows it beside the value. */
function describe(schema: z.core.$ZodType): string {
  const words = expectation(schema);
  const expects = words === null ? '' : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  return [meaningOf(schema), expects].filter((part) => part !== '').join(' ');
}

/** Adds the definitions that a schema uses, and those that these use. */
function withDefinitions(schema: JsonSchema): JsonSchema {
  const definitions: Record<string, JsonSchema> = {};
  const missing = (): readonly string[] => referencesIn([schema, definitions]).filter((name) => !(name in definitions));
  for (let wanted = missing(); wanted.length > 0; wanted = missing()) {
    for (const name of wanted) definitions[name] = definition(name);
  }
  if (Object.keys(definitions).length === 0) return schema;
  return {
    ...schema,
    definitions: Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function referencesIn(value: unknown): readonly string[] {
  return [...JSON.stringify(value).matchAll(/"#\/definitions\/([a-z-]+)"/g)].map(([, name = '']) => name);
}

function definition(name: string): JsonSchema {
  if (name === 'step') {
    return { anyOf: Object.keys(stepSchemas).map((kind) => ({ $ref: `#/definitions/step-${kind}` })) };
  }
  const known = byHand[name];
  if (known !== undefined) return known;
  const schema =
    shared[name] ?? new Map<string, z.ZodType>(Object.entries(stepSchemas)).get(name.slice('step-'.length));
  if (schema === undefined) throw new Error(`no schema is named ${name}`);
  const converted = convert(schema);
  delete converted.$schema;
  return converted;
}
