import { readFileSync } from 'node:fs';
import { chooseLocale } from '../../../domain/template/locale.ts';

interface Case {
  readonly name: string;
  readonly asked: string | null;
  readonly available: readonly string[];
  readonly fallback?: string;
  readonly locale: string | null;
  readonly by: string | null;
}

const cases = JSON.parse(readFileSync(new URL('locale.cases.json', import.meta.url), 'utf8')) as readonly Case[];

describe('the locale of a nudge', () => {
  it.each(cases)('$name: $asked of $available is $locale', ({ asked, available, fallback = 'en', locale, by }) => {
    const choice = chooseLocale(asked, available, fallback);
    expect(choice).toEqual(locale === null ? null : { locale, asked, by });
  });
});
