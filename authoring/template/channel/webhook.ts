import type { Vocabulary } from '../../../domain/condition/vocabulary.ts';
import type { Json } from '../../../domain/json.ts';
import { WebhookFile } from '../../../domain/template/schema.ts';
import { checkKeys } from '../../read/check.ts';
import type { Cursor } from '../../read/cursor.ts';
import { checkText } from '../plain-text.ts';
import { checkWebhookUrl } from '../webhook-url.ts';
import { describe, uniqueVariables, type CompiledTemplate, type Compiling } from './compiler.ts';

/** A webhook: an address, headers and a tree of JSON, in no language. */
export function webhook({ cursor, name, workspace: { vocabulary } }: Compiling): CompiledTemplate {
  const keys = checkKeys(WebhookFile, cursor);
  const { url, headers = {} } = keys ?? {};
  const variables = [
    ...(url === undefined ? [] : checkWebhookUrl(cursor.at('url'), url, vocabulary)),
    ...Object.entries(headers).flatMap(([header, text]) => checkText(cursor.at('headers', header), text, vocabulary)),
    ...checkLeaves(cursor.at('payload'), vocabulary),
  ];
  const described = describe(name, keys);
  if (described === null || url === undefined) return { template: null, variables };
  // YAML's plain values are JSON's: the parser has refused the numbers that JSON has not.
  const payload = cursor.at('payload').value as Json;
  return {
    template: { ...described, channel: 'webhook', url, headers, payload },
    variables: uniqueVariables(variables),
  };
}

/** Every string of the payload is Liquid; a key is not, since a value could make two of one. */
function checkLeaves(cursor: Cursor, vocabulary: Vocabulary): readonly string[] {
  if (typeof cursor.value === 'string') return checkText(cursor, cursor.value, vocabulary);
  const entries = cursor.entries();
  for (const [key, below] of entries) {
    if (/\{\{|\{%/.test(key))
      below.refuse('TEMPLATE_INVALID', `found the key "${key}", expected a name without Liquid`, 'key');
  }
  return [...cursor.items(), ...entries.map(([, below]) => below)].flatMap((each) => checkLeaves(each, vocabulary));
}
