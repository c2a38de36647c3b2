import type { Finding } from './finding.ts';
import { checkStructure } from './structure.ts';

export interface CompiledMjml {
  /** Empty where something was found wrong. */
  readonly html: string;
  readonly findings: readonly Finding[];
}

/** Compiles MJML, the Liquid in it untouched; nothing outside the text is read. */
export async function compileMjml(source: string): Promise<CompiledMjml> {
  const structure = checkStructure(source);
  if (structure.length > 0) return { html: '', findings: structure };
  // Loaded when the first template is compiled: it takes half a second, and not every command needs it.
  const { default: mjml } = await import('mjml');
  try {
    const { html, errors } = await mjml(source, { validationLevel: 'soft', ignoreIncludes: true, fonts: {} });
    // A value in a typed attribute (`color="{{ vars.brand }}"`) is no colour yet.
    const findings = errors.filter(({ message }) => !message.includes('{{')).map((error) => explained(error, source));
    return findings.length > 0 ? { html: '', findings } : { html, findings };
  } catch (error) {
    const message = `not valid MJML: ${error instanceof Error ? error.message : String(error)}`;
    return { html: '', findings: [{ code: 'TEMPLATE_INVALID', message, line: 1, column: 1 }] };
  }
}

interface MjmlError {
  readonly line: number;
  readonly message: string;
  readonly tagName: string;
}

function explained({ line, message, tagName }: MjmlError, source: string): Finding {
  const column = (source.split('\n')[line - 1]?.indexOf(`<${tagName}`) ?? -1) + 1;
  const words = message.trim().replace(/^Attribute /, 'attribute ');
  const itself = words.startsWith(tagName) ? words : `<${tagName}>: ${words}`;
  const said = words.startsWith('Element') ? `there is no <${tagName}>` : itself;
  return { code: 'TEMPLATE_INVALID', message: `not valid MJML: ${said}`, line, column: Math.max(column, 1) };
}
