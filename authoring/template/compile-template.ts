import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import type { Template } from '../../domain/release/release.ts';
import { TemplateFile } from '../../domain/template/schema.ts';
import { checkKeys } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';
import type { Sources } from '../read/sources.ts';
import { compileWords, type Words } from './compile-words.ts';
import { checkLiquid } from './liquid.ts';
import { readSubjects } from './subject.ts';

export interface TemplatePlace {
  readonly name: string;
  /** The locales of its `.mjml` files, as written in their names. */
  readonly locales: readonly string[];
}

export interface CompiledTemplate {
  /** Null where something was refused. */
  readonly template: Template | null;
  /** The variables its words use, as far as they could be read. */
  readonly variables: readonly string[];
}

/** Compiles `templates/<name>/`: its description, and its words in every locale. */
export async function compileTemplate(
  sources: Sources,
  { name, locales }: TemplatePlace,
  workspace: { readonly vocabulary: Vocabulary; readonly locale: string },
): Promise<CompiledTemplate> {
  requireFiles(sources, { name, locales }, workspace.locale);
  const cursor = sources.yaml(`templates/${name}/template.yaml`);
  const keys = cursor.value === undefined ? null : checkKeys(TemplateFile, cursor);
  const subjects = readSubjects(cursor.at('subject'), keys?.subject, locales);
  const words = new Map<string, Words>();
  for (const locale of locales)
    words.set(locale, await readWords(sources, `templates/${name}/${locale}.mjml`, workspace));
  const inSubjects = Object.values(subjects).flatMap((subject) => checkSubject(cursor, subject, workspace.vocabulary));
  const variables = [...words.values()].flatMap((each) => each.variables).concat(inSubjects);
  const texts = locales.map((locale) => {
    return [locale.toLowerCase(), { subject: subjects[locale] ?? '', html: words.get(locale)?.html ?? '' }] as const;
  });
  const template = describe(name, keys, cursor);
  return {
    template: template === null ? null : { ...template, locales: Object.fromEntries(texts) },
    variables: [...new Set(variables)].sort(),
  };
}

function describe(name: string, keys: Partial<TemplateFile> | null, cursor: Cursor): Omit<Template, 'locales'> | null {
  if (keys?.channel === undefined || keys.category === undefined) return null;
  const { channel, category, transactional = false } = keys;
  if (channel === 'email') return { name, channel, category, transactional };
  const message = `the channel "${channel}" is part of the language, but not supported yet`;
  return cursor.at('channel').refuse('NOT_YET', message);
}

async function readWords(
  sources: Sources,
  path: string,
  { vocabulary }: { readonly vocabulary: Vocabulary },
): Promise<Words> {
  const words = await compileWords(sources.text(path) ?? '', vocabulary);
  words.findings.forEach((finding) => sources.refuse(path, finding));
  return words;
}

/** What is wrong with a subject is said at its key: where it stands in a YAML text is not known. */
function checkSubject(cursor: Cursor, subject: string, vocabulary: Vocabulary): readonly string[] {
  const { findings, variables } = checkLiquid(subject, vocabulary);
  for (const { code, message } of findings) cursor.at('subject').refuse(code, message, 'key');
  return variables;
}

function requireFiles(sources: Sources, { name, locales }: TemplatePlace, locale: string): void {
  const description = `templates/${name}/template.yaml`;
  if (sources.text(description) === undefined) {
    const message = 'there is no template.yaml beside the words of this template';
    sources.refuse(description, { code: 'FILE_MISSING', message });
  }
  if (locales.some((each) => each.toLowerCase() === locale.toLowerCase())) return;
  const message = `there is no ${locale}.mjml; expected the words in the workspace's locale, for everybody whom no other fits`;
  sources.refuse(`templates/${name}/${locale}.mjml`, { code: 'FILE_MISSING', message });
}
