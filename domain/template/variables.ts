import type { Liquid, Template, Variable } from 'liquidjs/dist/liquid.browser.mjs';

/** A variable that a template takes from its data. */
export interface Use {
  /** `['traits', 'plan']`; null where a part of the path is itself a variable. */
  readonly path: readonly string[] | null;
  /** From 1, in the parsed text. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** Every use of a variable that the template does not define itself. */
export function variablesOf(engine: Liquid, template: readonly Template[]): readonly Use[] {
  const { globals } = engine.analyzeSync(template);
  return Object.values(globals)
    .flat()
    .map(({ segments, location }) => ({ path: plainPath(segments), line: location.row, column: location.col }));
}

function plainPath(segments: Variable['segments']): readonly string[] | null {
  const plain = segments.filter((segment) => typeof segment !== 'object');
  return plain.length === segments.length ? plain.map(String) : null;
}
