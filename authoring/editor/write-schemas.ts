import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { jsonSchemas } from './json-schemas.ts';
import { withTables } from './reference.ts';
import { schemaText } from './schema-text.ts';

/** `npm run schemas`: writes the JSON Schemas that editors read, and the tables of keys in the reference, into docs. */
const docs = fileURLToPath(new URL('../../docs/', import.meta.url));
await mkdir(`${docs}schemas`, { recursive: true });
for (const [file, schema] of Object.entries(jsonSchemas())) {
  await writeFile(`${docs}schemas/${file}.json`, schemaText(schema));
}
const reference = `${docs}language.md`;
await writeFile(reference, withTables(await readFile(reference, 'utf8')));
