import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import { isAllowedLink } from '../../domain/template/links.ts';
import type { Cursor } from '../read/cursor.ts';
import { checkLiquid } from './liquid.ts';
import { valueMark, withoutLiquid } from './mask.ts';

/**
 * Checks the Liquid of a text in a YAML file and returns its variables. What is wrong is said at the text's key: where
 * it stands in a YAML text is not known.
 */
export function checkText(cursor: Cursor, text: string, vocabulary: Vocabulary): readonly string[] {
  const { findings, variables } = checkLiquid(text, vocabulary);
  for (const { code, message } of findings) cursor.refuse(code, message, 'key');
  return variables;
}

/** The same of an address that an app will open; one that begins with a value is looked at when it is rendered. */
export function checkAddress(cursor: Cursor, text: string, vocabulary: Vocabulary): readonly string[] {
  const masked = withoutLiquid(text).trim();
  if (!masked.startsWith(valueMark) && !isAllowedLink(masked)) {
    const message = `found "${text.slice(0, 60)}", expected https://…, http://…, mailto:… or a value`;
    cursor.refuse('TEMPLATE_UNSAFE', message);
  }
  return checkText(cursor, text, vocabulary);
}
