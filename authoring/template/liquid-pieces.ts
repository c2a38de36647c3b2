import type { Position } from '../yaml/parse-yaml.ts';
import { liquidIn, withoutVerbatim } from './mask.ts';
import { positionAt } from './position.ts';

/** One output of a text that is no Liquid as a whole. */
export interface Output {
  /** `{{ traits.plan }}`, and the same without its filters. */
  readonly forms: readonly string[];
  readonly position: Position;
}

/** The outputs of a text, each to be looked at by itself. */
export function outputsOf(text: string): readonly Output[] {
  const outputs = liquidIn(withoutVerbatim(text)).filter((piece) => piece.text.startsWith('{{'));
  return outputs.map((piece) => ({
    forms: [piece.text, piece.text.replace(/\|[\s\S]*$/, '}}')],
    position: positionAt(text, piece.offset),
  }));
}

/** Names that the text gives itself, whose outputs mean nothing outside of it. */
export function localsOf(text: string): ReadonlySet<string> {
  const given = text.matchAll(/\{%-?\s*(?:assign|capture|for)\s+([\w-]+)/g);
  return new Set(['forloop', ...[...given].map(([, name = '']) => name)]);
}

/** Where something stands in the text that stands at this position of an output. */
export function within({ line, column }: Position, inside: Position): Position {
  return { line: line + inside.line - 1, column: inside.line === 1 ? column + inside.column - 1 : inside.column };
}
