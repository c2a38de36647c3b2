import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { jsonSchemas } from './json-schemas.ts';
import { schemaText } from './schema-text.ts';

/** `npm run schemas`: writes the JSON Schemas that editors read into docs/schemas. */
const folder = fileURLToPath(new URL('../../docs/schemas/', import.meta.url));
await mkdir(folder, { recursive: true });
for (const [file, schema] of Object.entries(jsonSchemas())) {
  await writeFile(`${folder}${file}.json`, schemaText(schema));
}
