import { readdirSync, readFileSync } from 'node:fs';
import { jsonSchemas } from '../../../authoring/editor/json-schemas.ts';
import { schemaText } from '../../../authoring/editor/schema-text.ts';

const folder = new URL('../../../docs/schemas/', import.meta.url);
const schemas = Object.entries(jsonSchemas());

describe('the JSON Schemas for editors', () => {
  it.each(schemas)('of %s is the one in docs/schemas: run npm run schemas', (file, schema) => {
    expect(readFileSync(new URL(`${file}.json`, folder), 'utf8')).toBe(schemaText(schema));
  });

  it('are all that is in docs/schemas', () => {
    expect(readdirSync(folder).sort()).toEqual(schemas.map(([file]) => `${file}.json`).sort());
  });

  it('hold every definition they refer to', () => {
    for (const [, schema] of schemas) {
      const used = [...schemaText(schema).matchAll(/#\/definitions\/([a-z-]+)/g)].map(([, name]) => name);
      expect(Object.keys(schema.definitions ?? {})).toEqual(expect.arrayContaining(used));
    }
  });

  it('do not propose what comes later', () => {
    expect(schemaText(jsonSchemas().journey!)).not.toContain('"segment-enrolment"');
    expect(jsonSchemas().template!.anyOf).toHaveLength(3);
    expect(Object.keys(jsonSchemas().profile!.properties ?? {})).toEqual(['traits', 'context', 'events', 'features']);
  });

  it.each(schemas)('of %s says of every key what it means', (_file, schema) => {
    const keys = propertiesIn(schema);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter(([, { description = '' }]) => !description.includes('.')).map(([key]) => key)).toEqual([]);
  });
});

interface Described {
  readonly description?: string;
}

/** Every key that a schema proposes, wherever it is. */
function propertiesIn(schema: unknown): readonly (readonly [string, Described])[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, ...rest } = schema as { properties?: Readonly<Record<string, Described>> };
  const below = [...Object.values(rest), ...Object.values(properties)].flatMap(propertiesIn);
  return [...Object.entries(properties), ...below];
}
