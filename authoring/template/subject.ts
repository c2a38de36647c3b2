import type { EmailFile } from '../../domain/template/schema.ts';
import type { Cursor } from '../read/cursor.ts';
import { didYouMean } from '../../domain/condition/nearest.ts';

/** The subject in each locale: one text where there is one locale, otherwise a mapping that names every locale. */
export function readSubjects(
  cursor: Cursor,
  subject: EmailFile['subject'] | undefined,
  locales: readonly string[],
): Readonly<Record<string, string>> {
  if (subject === undefined) return {};
  if (typeof subject === 'string') return single(cursor, subject, locales);
  for (const locale of locales.filter((each) => !Object.hasOwn(subject, each))) {
    cursor.refuse('KEY_MISSING', `"${locale}" is missing; expected a subject for ${locale}.mjml`, 'key');
  }
  for (const locale of Object.keys(subject).filter((each) => !locales.includes(each))) {
    cursor
      .at(locale)
      .refuse(
        'NAME_UNKNOWN',
        `found a subject in "${locale}", expected a file ${locale}.mjml${didYouMean(locale, locales)}`,
        'key',
      );
  }
  return subject;
}

function single(cursor: Cursor, subject: string, locales: readonly string[]): Readonly<Record<string, string>> {
  if (locales.length > 1) {
    cursor.refuse(
      'VALUE_INVALID',
      `found one subject for ${locales.join(' and ')}, expected one for each: { ${locales[0] ?? 'en'}: … }`,
    );
  }
  return Object.fromEntries(locales.map((locale) => [locale, subject]));
}
