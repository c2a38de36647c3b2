import type { Template } from '../../domain/template/template.ts';

/** A template with the slots and features that its words use: what those say is looked at when it is filled. */
export function withNames<One extends Template>(template: One, variables: readonly string[]): One {
  const [slots, features] = [namedBelow('slots', variables), namedBelow('features', variables)];
  return { ...template, ...(slots.length > 0 && { slots }), ...(features.length > 0 && { features }) };
}

function namedBelow(root: string, variables: readonly string[]): readonly string[] {
  const used = variables.filter((name) => name.startsWith(`${root}.`)).map((name) => name.split('.')[1] ?? '');
  return [...new Set(used)];
}
