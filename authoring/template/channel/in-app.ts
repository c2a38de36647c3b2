import type { Vocabulary } from '../../../domain/condition/vocabulary.ts';
import { InAppFile, InAppWordsFile } from '../../../domain/template/schema.ts';
import type { InAppWords } from '../../../domain/template/template.ts';
import { checkKeys } from '../../read/check.ts';
import type { Cursor } from '../../read/cursor.ts';
import { checkAddress, checkText } from '../plain-text.ts';
import { describe, uniqueVariables, type CompiledTemplate, type Compiling } from './compiler.ts';

/** An in-app message: plain texts in every locale. */
export function inApp({ sources, cursor, name, words, workspace }: Compiling): CompiledTemplate {
  const keys = cursor.value === undefined ? null : checkKeys(InAppFile, cursor);
  const read = words.map(({ locale, file }) => {
    const inLocale = sources.yaml(`templates/${name}/${file}`);
    return { locale: locale.toLowerCase(), ...readInAppWords(inLocale, workspace.vocabulary) };
  });
  const texts = read.flatMap(({ locale, text }) => (text === null ? [] : [[locale, text] as const]));
  const described = describe(name, keys);
  const template = described && { ...described, channel: 'in-app' as const, locales: Object.fromEntries(texts) };
  return { template, variables: uniqueVariables(read.flatMap(({ variables }) => variables)) };
}

interface Read {
  readonly text: InAppWords | null;
  readonly variables: readonly string[];
}

/** Reads what an in-app message says in one locale; what is wrong was reported. */
export function readInAppWords(cursor: Cursor, vocabulary: Vocabulary): Read {
  const keys = cursor.value === undefined ? null : checkKeys(InAppWordsFile, cursor);
  if (keys === null) return { text: null, variables: [] };
  const { title, body, action, image } = keys;
  const variables = [
    ...textVariables(cursor.at('title'), title, vocabulary),
    ...textVariables(cursor.at('body'), body, vocabulary),
    ...textVariables(cursor.at('action', 'label'), action?.label, vocabulary),
    ...addressVariables(cursor.at('action', 'url'), action?.url, vocabulary),
    ...addressVariables(cursor.at('image'), image, vocabulary),
  ];
  if (title === undefined || body === undefined) return { text: null, variables };
  return { text: { title, body, action: action ?? null, image: image ?? null }, variables };
}

function textVariables(cursor: Cursor, text: string | undefined, vocabulary: Vocabulary): readonly string[] {
  return text === undefined ? [] : checkText(cursor, text, vocabulary);
}

function addressVariables(cursor: Cursor, text: string | undefined, vocabulary: Vocabulary): readonly string[] {
  return text === undefined ? [] : checkAddress(cursor, text, vocabulary);
}
