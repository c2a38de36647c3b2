/** Whose something is: one user's id, or all the ids that one user has had. */
export type Whose = string | readonly string[];

/** The same as a part of a query. */
export function byWhose(whose: Whose): string | { readonly $in: readonly string[] } {
  return typeof whose === 'string' ? whose : { $in: [...whose] };
}
