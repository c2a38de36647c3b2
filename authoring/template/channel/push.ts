import { templateFiles } from '../../../domain/template/schema.ts';
import { checkKeys } from '../../read/check.ts';
import type { CompiledTemplate, Compiling } from './compiler.ts';

/** A channel that comes later: refused by its name. */
export function push({ cursor }: Compiling): CompiledTemplate {
  checkKeys(templateFiles.push, cursor);
  cursor.at('channel').refuse('NOT_YET', 'the channel "push" is part of the language, but not supported yet');
  return { template: null, variables: [] };
}
