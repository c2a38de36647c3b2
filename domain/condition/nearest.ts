/** Longer names are compared by their beginning. */
const longest = 64;

/** The known name that a mistyped one most likely means, or null when none is near. */
function nearestName(name: string, known: readonly string[]): string | null {
  const wanted = name.slice(0, longest).toLowerCase();
  // A third of the letters may be wrong: more would propose names that nobody meant.
  const most = Math.max(1, Math.floor(wanted.length / 3));
  const candidates = known.map((each) => {
    const other = each.slice(0, longest).toLowerCase();
    return { name: each, distance: editDistance(wanted, other), begins: commonStart(wanted, other) };
  });
  const [nearest] = candidates
    .filter(({ distance }) => distance <= most)
    // Of two that are as near, the one that begins alike: "$neq" is "$ne", and not its opposite "$eq".
    .sort((a, b) => a.distance - b.distance || b.begins - a.begins);
  return nearest?.name ?? null;
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** Letters to insert, remove, replace or swap with their neighbour: the optimal string alignment distance. */
function editDistance(a: string, b: string): number {
  let older: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = at(row, j) + (a[i] === b[j] ? 0 : 1);
      const swapped = a[i] === b[j - 1] && a[i - 1] === b[j] ? at(older, j - 1) + 1 : Infinity;
      next.push(Math.min(replaced, swapped, at(row, j + 1) + 1, at(next, j) + 1));
    }
    [older, row] = [row, next];
  }
  return at(row, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}

/** `, did you mean "project"?`, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === null ? '' : `, did you mean "${nearest}"?`;
}
