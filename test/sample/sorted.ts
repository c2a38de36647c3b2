/** Values as texts in one order, so that lists can be compared whatever theirs is. */
export function sorted(values: readonly object[]): readonly string[] {
  return values.map((value) => JSON.stringify(value)).sort();
}
