import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type YAMLMap } from 'yaml';
import type { ErrorCode } from '../../domain/errors.ts';
import { keyText } from './key-text.ts';
import { limits } from './limits.ts';

interface PlainProblem {
  /** Whether the value says nothing of what the author meant, so that there is no use in looking at the rest. */
  readonly hides: boolean;
  readonly offset: number;
  readonly code: ErrorCode;
  readonly message: string;
}

/** One walk over a document, in its order, so that an anchor is met before its aliases. */
interface Walk {
  readonly anchors: Map<string, unknown>;
  readonly problems: PlainProblem[];
  nodes: number;
}

/** The document as plain JSON values, aliases followed; and what plain JSON cannot hold, or not in good order. */
export function toPlain(document: Document): { readonly value: unknown; readonly problems: readonly PlainProblem[] } {
  const walk: Walk = { anchors: new Map(), problems: [], nodes: 0 };
  const value = plain(walk, document.contents, 0);
  return { value, problems: walk.problems };
}

function plain(walk: Walk, node: unknown, depth: number): unknown {
  walk.nodes += 1;
  if (walk.nodes > limits.nodes) return tooMany(walk, node);
  if (depth > limits.depth) return tooLarge(walk, node, `nested more than ${limits.depth} levels deep`);
  if (isAlias(node)) {
    if (walk.anchors.has(node.source)) return plain(walk, walk.anchors.get(node.source), depth + 1);
    return invalid(walk, node, `found the alias *${node.source}, expected an anchor &${node.source} before it`);
  }
  if (!isNode(node)) return null;
  if (node.anchor !== undefined) walk.anchors.set(node.anchor, node);
  return collection(walk, node, depth);
}

function collection(walk: Walk, node: unknown, depth: number): unknown {
  if (isMap(node)) return mapping(walk, node, depth);
  if (isSeq(node)) return node.items.map((item) => plain(walk, item, depth + 1));
  return isScalar(node) ? scalar(walk, node) : null;
}

function mapping(walk: Walk, node: YAMLMap, depth: number): unknown {
  const entries = new Map<string, unknown>();
  for (const { key, value } of node.items) {
    const name = keyText(key);
    if (name === null)
      invalid(walk, key, 'found a list or mapping as a key, expected text; text that begins with {{ needs quotes');
    else if (name === '__proto__') invalid(walk, key, 'found the key "__proto__", which is no name');
    else {
      // Also of one that is given again: what is wrong in it is said, and anchors in it are known.
      const read = plain(walk, value, depth + 1);
      if (entries.has(name)) twice(walk, key, name);
      else entries.set(name, read);
    }
  }
  return Object.fromEntries(entries);
}

function scalar(walk: Walk, node: { readonly value: unknown }): unknown {
  const { value } = node;
  if (typeof value === 'object' && value !== null)
    return invalid(walk, node, 'found a tagged value, expected a plain one');
  if (typeof value !== 'number') return value;
  if (!Number.isFinite(value)) return invalid(walk, node, `found ${value}, expected a finite number`);
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return value;
  return invalid(walk, node, 'found a whole number too large to be exact; in quotes it is text');
}

function tooMany(walk: Walk, node: unknown): null {
  const said = walk.nodes > limits.nodes + 1;
  const most = limits.nodes.toLocaleString('en');
  return said ? null : tooLarge(walk, node, `found more than ${most} values, aliases followed; split the file`);
}

/** The first value stands, so that the rest of the file is looked at all the same. */
function twice(walk: Walk, key: unknown, name: string): null {
  return refuse(walk, key, {
    code: 'YAML_INVALID',
    message: `found the key "${name}" twice in one mapping`,
    hides: false,
  });
}

function invalid(walk: Walk, node: unknown, message: string): null {
  return refuse(walk, node, { code: 'YAML_INVALID', message, hides: true });
}

function tooLarge(walk: Walk, node: unknown, message: string): null {
  return refuse(walk, node, { code: 'FILE_TOO_LARGE', message, hides: true });
}

function refuse(walk: Walk, node: unknown, problem: Omit<PlainProblem, 'offset'>): null {
  walk.problems.push({ offset: isNode(node) ? (node.range?.[0] ?? 0) : 0, ...problem });
  return null;
}
