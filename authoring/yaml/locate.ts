import { type Document, isAlias, isMap, isNode, isSeq, type Node } from 'yaml';
import type { Problem } from '../../domain/result.ts';
import { keyText } from './key-text.ts';

/** Where in the text an entry begins: its key, or the value behind it. What does not exist is looked for above. */
export function entryOffset(document: Document, path: Problem['path'], at: 'key' | 'value'): number {
  let place: Place = { key: null, value: document.contents };
  for (const step of path) {
    const next = below(document, place.value, step);
    if (next === null) return offsetOf(place.key ?? place.value);
    place = next;
  }
  if (at === 'value' && startsSomewhere(place.value)) return offsetOf(place.value);
  return offsetOf(place.key ?? place.value);
}

interface Place {
  readonly key: Node | null;
  readonly value: unknown;
}

function below(document: Document, node: unknown, step: string | number): Place | null {
  const target: unknown = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(target)) {
    const item: unknown = typeof step === 'number' ? target.items[step] : undefined;
    return item === undefined ? null : { key: null, value: item };
  }
  if (!isMap(target)) return null;
  const pair = target.items.find(({ key }) => keyText(key) === String(step));
  return pair === undefined ? null : { key: isNode(pair.key) ? pair.key : null, value: pair.value };
}

/** An empty value (`for:` and no more) has a place, but nothing a reader could see there. */
function startsSomewhere(node: unknown): boolean {
  return isNode(node) && node.range != null && node.range[0] < node.range[1];
}

function offsetOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
