import type { Preview } from './preview.ts';

/** A preview for people: whose facts, the locale and why, the subject, the text. */
export function previewText(preview: Preview): string {
  const { template, journey, user, subject, text } = preview;
  const head = [template, journey ?? 'sent by no journey', user ?? 'sample facts'].join(' · ');
  return printable(`${head}\nlocale   ${localeWords(preview)}\nsubject  ${subject}\n\n${text}`);
}

/** "pt, the nearest to pt-BR, asked for by --locale". */
function localeWords({ choice, localeFrom, user }: Preview): string {
  const { locale, asked, by } = choice;
  if (asked === null) return `${locale}, the workspace's: what ${user ?? 'the sample user'} reads is not known`;
  const source = localeFrom === 'option' ? 'asked for by --locale' : `read by ${user ?? 'the sample user'}`;
  switch (by) {
    case 'exact':
      return `${locale}, ${source}`;
    case 'language':
      return `${locale}, the nearest to ${asked}, ${source}`;
    case 'default':
      return `${locale}, the workspace's: there are no words in ${asked}, ${source}`;
  }
}

/** Facts come from outside; none may move the cursor or colour the terminal. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, ' ');
}
