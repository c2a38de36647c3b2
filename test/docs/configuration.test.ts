import { z } from 'zod';
import { Variables } from '../../domain/configuration/schema.ts';
import { codeOf, readDocument, rowsOf } from './documents.ts';

const rows = rowsOf(readDocument('docs/configuration.md'), 'Variable');

/** What a variable is before it is read: its default and, where there is a list, the values it may have. */
const { properties = {} } = z.toJSONSchema(Variables, { io: 'input' });

function schemaOf(variable: string): { readonly default?: unknown; readonly enum?: readonly unknown[] } {
  const schema = properties[variable];
  return typeof schema === 'object' ? schema : {};
}

describe('docs/configuration.md', () => {
  it('has a row for every variable, in the order of the schema, and no other', () => {
    expect(rows.map(([variable]) => codeOf(variable))).toEqual(Object.keys(Variables.shape));
  });

  it.each(rows)('%s has the default %s', (variable, told) => {
    const { default: value } = schemaOf(codeOf(variable));
    expect(told).toBe(typeof value === 'string' ? `\`${value}\`` : '–');
  });

  it.each(rows.filter(([variable]) => schemaOf(codeOf(variable)).enum !== undefined))(
    '%s, by default %s, accepts %s and nothing else',
    (variable, _default, accepts) => {
      const values = schemaOf(codeOf(variable)).enum ?? [];
      expect(accepts).toBe(values.map((value) => `\`${String(value)}\``).join(', '));
    },
  );
});
