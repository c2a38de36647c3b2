import type { LocaleChoice } from '../../domain/template/locale.ts';
import type { Preview } from './preview.ts';

/** A preview for people: whose facts, the locale and why, and what is sent. */
export function previewText(preview: Preview): string {
  const { template, journey, user } = preview;
  const head = [template, journey ?? 'sent by no journey', user ?? 'sample facts'].join(' · ');
  const locale = preview.choice === null ? [] : [row('locale', localeWords(preview.choice, preview))];
  return printable([head, ...locale, ...contentLines(preview)].join('\n'));
}

function contentLines(preview: Preview): readonly string[] {
  switch (preview.channel) {
    case 'email':
      return [row('subject', preview.subject), '', preview.text];
    case 'in-app':
      return [
        row('title', preview.title),
        ...(preview.action === null ? [] : [row('action', `${preview.action.label} <${preview.action.url}>`)]),
        ...(preview.image === null ? [] : [row('image', preview.image)]),
        '',
        preview.body,
      ];
    case 'webhook':
      return [
        row('POST', preview.url),
        ...Object.entries(preview.headers).map(([name, value]) => row('header', `${name}: ${value}`)),
        '',
        JSON.stringify(preview.payload, null, 2),
      ];
  }
}

function row(name: string, words: string): string {
  return `${name.padEnd(8)} ${words}`;
}

/** "pt, the nearest to pt-BR, asked for by --locale". */
function localeWords(
  { locale, asked, by }: LocaleChoice,
  { localeFrom, user }: Pick<Preview, 'localeFrom' | 'user'>,
): string {
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
