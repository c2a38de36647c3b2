/** What a file may hold. A journey of five hundred steps is 50,000 characters, 8,000 nodes and eight levels deep. */
export const limits = {
  characters: 100_000,
  nodes: 20_000,
  depth: 40,
  /** Syntax errors shown per file: after the first few, they follow from each other. */
  syntaxErrors: 5,
  /** Misplaced values (keys given twice, infinite numbers) shown per file. */
  misplaced: 20,
} as const;
