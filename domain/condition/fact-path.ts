/** Where a fact of a condition lives among the facts of a user. */
export type FactPlace =
  | { readonly kind: 'traits' | 'context'; readonly keys: readonly string[] }
  | { readonly kind: 'events'; readonly event: string; readonly part: 'count' | 'first' | 'last' }
  | { readonly kind: 'feature'; readonly feature: string }
  /** When the user did the first or the last thing; no author names it, features do. */
  | { readonly kind: 'seen'; readonly part: 'first' | 'last' }
  | { readonly kind: 'arms'; readonly experiment: string };

const parts = ['count', 'first', 'last'] as const;

/** Reads a fact's path, or null where it names no place. Event names may hold dots, so the last part counts there. */
export function placeOf(path: string): FactPlace | null {
  const dot = path.indexOf('.');
  if (dot === -1 || dot === path.length - 1) return null;
  const root = path.slice(0, dot);
  const rest = path.slice(dot + 1);
  if (root === 'traits' || root === 'context') return { kind: root, keys: rest.split('.') };
  if (root === 'arms') return { kind: 'arms', experiment: rest };
  if (root === 'features') return { kind: 'feature', feature: rest };
  if (root === 'seen') return seenPlace(rest);
  return root === 'events' ? eventPlace(rest) : null;
}

function seenPlace(rest: string): FactPlace | null {
  return rest === 'first' || rest === 'last' ? { kind: 'seen', part: rest } : null;
}

function eventPlace(rest: string): FactPlace | null {
  const dot = rest.lastIndexOf('.');
  const part = parts.find((each) => each === rest.slice(dot + 1));
  return dot < 1 || part === undefined ? null : { kind: 'events', event: rest.slice(0, dot), part };
}

/** The fact as people say that it is missing: `plan is not set`, `Signed Up not done`, `no arm of tour`. */
export function missingWords(path: string): string {
  const place = placeOf(path);
  if (place?.kind === 'events') return `${place.event} not done`;
  return place?.kind === 'arms' ? `no ${factWords(path)}` : `${factWords(path)} is not set`;
}

/** The fact as people call it: `plan`, `last Signed Up`, `arm of tour`. */
export function factWords(path: string): string {
  const place = placeOf(path);
  if (place === null) return path;
  if (place.kind === 'arms') return `arm of ${place.experiment}`;
  if (place.kind === 'feature') return place.feature;
  if (place.kind === 'seen') return `${place.part} event`;
  if (place.kind !== 'events') return place.keys.join('.');
  return place.part === 'count' ? `number of ${place.event}` : `${place.part} ${place.event}`;
}
