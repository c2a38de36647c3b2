/** Stands where a value will stand. A private-use character: no author writes it. */
export const valueMark = '\uE000';

/** An output or a tag of Liquid; one that is not closed before the next opens is left to the parser. */
const liquid = /\{\{(?:(?!\{\{|\}\})[\s\S])*\}\}|\{%(?:(?!\{%|%\})[\s\S])*%\}/g;
const tag = /<\/?[a-zA-Z](?:"[^"]*"|'[^']*'|[^"'<>])*>/g;
const comment = /<!--(?:(?!<!--|-->)[\s\S])*-->/g;

const verbatim = /\{%-?\s*(comment|raw)\s*-?%\}(?:(?!\{%-?\s*end\1)[\s\S])*/g;

export interface Piece {
  readonly text: string;
  readonly offset: number;
}

/** Every piece of Liquid in a text, and where it stands. */
export function liquidIn(text: string): readonly Piece[] {
  return [...text.matchAll(liquid)].map(({ 0: piece, index }) => ({ text: piece, offset: index }));
}

/** The text with Liquid taken out at the same length: outputs become marks, tags become spaces. */
export function withoutLiquid(text: string): string {
  return text.replace(liquid, (piece) => blank(piece, piece.startsWith('{{') ? valueMark : ' '));
}

/** The text with comments blanked at the same length. */
export function withoutComments(text: string): string {
  return text.replace(comment, (piece) => blank(piece, ' '));
}

/** The text with what Liquid leaves alone, comments and raw parts, blanked at the same length. */
export function withoutVerbatim(text: string): string {
  return text.replace(verbatim, (piece) => blank(piece, ' '));
}

/** The text with tags, their attributes included, blanked at the same length. */
export function withoutTags(text: string): string {
  return text.replace(tag, (piece) => blank(piece, ' '));
}

function blank(piece: string, mark: string) {
  return piece.replace(/[^\n]/g, mark);
}
