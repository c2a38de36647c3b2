import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import { checkDropped } from './dropped.ts';
import type { Finding } from './finding.ts';
import { checkLiquid } from './liquid.ts';
import { checkCompiledLinks, checkMarkup } from './markup.ts';
import { compileMjml } from './mjml.ts';

/** Mail clients clip what is longer than 100 KB, and MJML makes more of its source. */
const mostCharacters = 100_000;

/** A template in one locale. */
export interface Words {
  /** Liquid in HTML; empty where the MJML is wrong. */
  readonly html: string;
  /** The variables used, as far as they could be read. */
  readonly variables: readonly string[];
  readonly findings: readonly Finding[];
}

/** Compiles an `.mjml` file, and finds what is wrong with its MJML, its Liquid and its links. */
export async function compileWords(source: string, vocabulary: Vocabulary): Promise<Words> {
  if (source.length > mostCharacters) return tooLarge(source);
  const { html, findings } = await compileMjml(source);
  const liquid = checkLiquid(source, vocabulary);
  const dropped = html !== '' && liquid.valid ? checkDropped(source, html) : [];
  const unsafe = checkMarkup(source);
  const links = unsafe.length === 0 ? checkCompiledLinks(html, source) : [];
  const all = [...findings, ...liquid.findings, ...dropped, ...unsafe, ...links];
  return { html, variables: liquid.variables, findings: all };
}

function tooLarge(source: string): Words {
  const [found, most] = [source.length, mostCharacters].map((count) => count.toLocaleString('en'));
  const message = `found a file of ${found ?? ''} characters, expected at most ${most ?? ''}`;
  return { html: '', variables: [], findings: [{ code: 'FILE_TOO_LARGE', message, line: 1, column: 1 }] };
}
