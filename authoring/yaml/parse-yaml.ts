import { type Document, LineCounter, parseDocument, type YAMLError } from 'yaml';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Problem } from '../../domain/result.ts';
import { limits } from './limits.ts';
import { entryOffset } from './locate.ts';
import { toPlain } from './plain.ts';

/** Line and column, both from 1, as editors count them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

interface SyntaxProblem extends Position {
  readonly code: ErrorCode;
  readonly message: string;
}

/** A file read as YAML 1.2 core: its value, what is wrong with its syntax, and where every part of it stands. */
export interface YamlFile {
  /** Undefined where the syntax is wrong; a key given twice has its first value. */
  readonly value: unknown;
  readonly problems: readonly SyntaxProblem[];
  locate(path: Problem['path'], at: 'key' | 'value'): Position;
}

/** Reads YAML 1.2 core. Never throws: whatever is wrong with the text is a problem of the result. */
export function parseYaml(text: string): YamlFile {
  if (text.length > limits.characters) {
    const most = limits.characters.toLocaleString('en');
    return unread(
      'FILE_TOO_LARGE',
      `found a file of ${text.length.toLocaleString('en')} characters, expected at most ${most}`,
    );
  }
  try {
    return readDocument(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return unread('FILE_TOO_LARGE', deep);
  }
}

function readDocument(text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // The library compares each key with each other one; ours looks them up.
    uniqueKeys: false,
    // Where it says 'silent', a second document in the file goes unnoticed.
    logLevel: 'error',
    schema: 'core',
    version: '1.2',
  });
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const locate: YamlFile['locate'] = (path, at) => position(entryOffset(document, path, at));
  const syntax = syntaxProblems(document, text, position);
  if (syntax.length > 0) return { value: undefined, problems: syntax, locate };
  const plain = toPlain(document);
  const problems = plain.problems
    .slice(0, limits.misplaced)
    .map(({ offset, code, message }) => ({ code, message, ...position(offset) }));
  return { value: plain.problems.some(({ hides }) => hides) ? undefined : plain.value, problems, locate };
}

function syntaxProblems(
  document: Document,
  text: string,
  position: (offset: number) => Position,
): readonly SyntaxProblem[] {
  const { yaml } = document.directives ?? {};
  if (yaml?.explicit === true && yaml.version !== '1.2') {
    const message = `found "%YAML ${yaml.version}", expected no such line, or %YAML 1.2: before 1.2, on and no were not text`;
    return [{ code: 'YAML_INVALID', message, line: 1, column: 1 }];
  }
  const found: YAMLError[] = [...document.errors, ...document.warnings];
  return found.slice(0, limits.syntaxErrors).map((error) => ({ ...explained(error, text), ...position(error.pos[0]) }));
}

function explained({ code, message, pos }: YAMLError, text: string): Pick<SyntaxProblem, 'code' | 'message'> {
  if (message.startsWith('Maximum call stack')) return { code: 'FILE_TOO_LARGE', message: deep };
  const words = ours[code] ?? `not valid YAML: ${message.replace(/\s+/g, ' ').trim()}`;
  return { code: 'YAML_INVALID', message: followsLiquid(text, pos[0]) ? afterLiquid : words };
}

/** To YAML `{{ name }}` is a mapping: whatever follows it in the line stands where nothing may. */
function followsLiquid(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /(?:^|[\s:,[{-])\{\{[^{}]*\}\}\s*$/.test(line);
}

const afterLiquid = 'found text behind {{ … }}, expected all of it in quotes: text that begins with {{ needs them';

/** Where the library's words are for programmers. */
const ours: Partial<Record<YAMLError['code'], string>> = {
  MULTIPLE_DOCS: 'found a second document, expected one; take away the line ---',
  TAB_AS_INDENT: 'found a tab, expected spaces as indentation',
  TAG_RESOLVE_FAILED: 'found a tag (!), expected a plain value; text that begins with ! needs quotes',
};

const deep = `nested too deeply to be read; at most ${limits.depth} levels are allowed`;

function unread(code: ErrorCode, message: string): YamlFile {
  const start = { line: 1, column: 1 };
  return { value: undefined, problems: [{ code, message, ...start }], locate: () => start };
}
