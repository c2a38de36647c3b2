/** One line of a difference: as expected, expected and not found, or found and not expected. */
export interface DifferenceLine {
  readonly kind: 'same' | 'expected' | 'found';
  readonly words: string;
}

/** How two kinds of items are told and compared. */
export interface Comparing<Expected, Found> {
  readonly same: (expected: Expected, found: Found) => boolean;
  readonly expectedWords: (expected: Expected) => string;
  readonly foundWords: (found: Found) => string;
}

/**
 * The lines of a comparison of two lists, by their longest common subsequence; empty where they are the same.
 * What was expected in a place goes before what was found there.
 */
export function compareLists<Expected, Found>(
  expected: readonly Expected[],
  found: readonly Found[],
  { same, expectedWords, foundWords }: Comparing<Expected, Found>,
): readonly DifferenceLine[] {
  const common = lengths(expected, found, same);
  const lines: DifferenceLine[] = [];
  let [i, j] = [0, 0];
  for (const end = expected.length + found.length; i + j < end;) {
    const kind = nextKind({ wanted: expected[i], got: found[j] }, at(common, i + 1, j) >= at(common, i, j + 1), same);
    lines.push({
      kind,
      words: kind === 'expected' ? wordsAt(expected, i, expectedWords) : wordsAt(found, j, foundWords),
    });
    if (kind !== 'found') i += 1;
    if (kind !== 'expected') j += 1;
  }
  return lines.every(({ kind }) => kind === 'same') ? [] : lines;
}

interface Pair<Expected, Found> {
  /** Undefined at the end of its list; one of the two is there. */
  readonly wanted: Expected | undefined;
  readonly got: Found | undefined;
}

function nextKind<Expected, Found>(
  { wanted, got }: Pair<Expected, Found>,
  expectedFirst: boolean,
  same: Comparing<Expected, Found>['same'],
): DifferenceLine['kind'] {
  if (got === undefined) return 'expected';
  if (wanted === undefined) return 'found';
  if (same(wanted, got)) return 'same';
  return expectedFirst ? 'expected' : 'found';
}

function wordsAt<Item>(items: readonly Item[], index: number, words: (item: Item) => string): string {
  const item = items[index];
  return item === undefined ? '' : words(item);
}

/** Row i, column j: how many items the lists have in common from there on. */
function lengths<Expected, Found>(
  expected: readonly Expected[],
  found: readonly Found[],
  same: (expected: Expected, found: Found) => boolean,
): readonly (readonly number[])[] {
  const rows: number[][] = Array.from({ length: expected.length + 1 }, () => []);
  for (let i = expected.length - 1; i >= 0; i--) {
    for (let j = found.length - 1; j >= 0; j--) {
      const [wanted, got, row] = [expected[i], found[j], rows[i]];
      if (wanted === undefined || got === undefined || row === undefined) continue;
      row[j] = same(wanted, got) ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
    }
  }
  return rows;
}

function at(rows: readonly (readonly number[])[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}
