/** A table with its columns in line, as the formatter leaves it; a bar inside a cell is escaped. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const [title = [], ...body] = all.map((row) => widths.map((width, column) => (row[column] ?? '').padEnd(width)));
  return [title, widths.map((width) => '-'.repeat(width)), ...body].map(line).join('');
}
