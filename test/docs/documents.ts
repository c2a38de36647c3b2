import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The text of a document, by its path in the repository. */
export function readDocument(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** What is not ours to check: packages, and folders that tools make. */
const skipped = ['node_modules', 'dist', 'coverage'];

/** Every Markdown file of the repository, by its path. */
export function documents(folder = ''): readonly string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const wanted = entries.filter(({ name }) => !name.startsWith('.') && !skipped.includes(name));
  return wanted.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return documents(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** The cells of every row below the heads of tables whose first column has this title. */
export function rowsOf(document: string, title: string): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  let inside = false;
  for (const line of document.split('\n')) {
    const cells = cellsOf(line);
    if (cells === null) inside = false;
    else if (inside) rows.push(cells);
    else inside = cells[0] === title;
  }
  return rows.filter(([first]) => !/^[-: ]+$/.test(first ?? ''));
}

/** The text of a cell that holds nothing but `code`. */
export function codeOf(cell: string | undefined): string {
  return /^`([^`]+)`$/.exec(cell ?? '')?.[1] ?? '';
}

export interface Block {
  /** What stands after the language: `journey` of ```` ```yaml journey ````. */
  readonly about: string;
  readonly language: string;
  readonly text: string;
  /** Of its first line of text, from 1. */
  readonly line: number;
}

/** The fenced code of a document. */
export function blocksOf(document: string): readonly Block[] {
  const fenced = /^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm;
  return [...document.matchAll(fenced)].map(({ 1: language = '', 2: about = '', 3: text = '', index }) => {
    return { language, about, text, line: document.slice(0, index).split('\n').length + 1 };
  });
}

/** Cells of one line of a table; a bar inside a cell is written `\|`. */
function cellsOf(line: string): readonly string[] | null {
  if (!/^\|.*\|$/.test(line)) return null;
  const cells = line.slice(1, -1).split(/(?<!\\)\|/);
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
}
