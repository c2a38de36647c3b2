import type { Vocabulary } from '../../../domain/condition/vocabulary.ts';
import { EmailFile } from '../../../domain/template/schema.ts';
import { checkKeys } from '../../read/check.ts';
import { compileWords, type Words } from '../compile-words.ts';
import { checkText } from '../plain-text.ts';
import { readSubjects } from '../subject.ts';
import { describe, uniqueVariables, type CompiledTemplate, type Compiling, type WordsFile } from './compiler.ts';

/** A mail: MJML and a subject in every locale. */
export async function email(compiling: Compiling): Promise<CompiledTemplate> {
  const { cursor, name, words, workspace } = compiling;
  const { vocabulary } = workspace;
  const keys = cursor.value === undefined ? null : checkKeys(EmailFile, cursor);
  const locales = words.map(({ locale }) => locale);
  const subjects = readSubjects(cursor.at('subject'), keys?.subject, locales);
  const compiled = new Map<string, Words>();
  for (const each of words) compiled.set(each.locale, await readWords(compiling, each, vocabulary));
  const inSubjects = Object.values(subjects).flatMap((text) => checkText(cursor.at('subject'), text, vocabulary));
  const texts = locales.map((locale) => {
    return [locale.toLowerCase(), { subject: subjects[locale] ?? '', html: compiled.get(locale)?.html ?? '' }] as const;
  });
  const described = describe(name, keys);
  const template = described && { ...described, channel: 'email' as const, locales: Object.fromEntries(texts) };
  const variables = [...compiled.values()].flatMap((each) => each.variables);
  return { template, variables: uniqueVariables([...variables, ...inSubjects]) };
}

async function readWords({ sources, name }: Compiling, { file }: WordsFile, vocabulary: Vocabulary): Promise<Words> {
  const path = `templates/${name}/${file}`;
  const words = await compileWords(sources.text(path) ?? '', vocabulary);
  words.findings.forEach((finding) => sources.refuse(path, finding));
  return words;
}
