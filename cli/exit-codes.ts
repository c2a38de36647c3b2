/** What a script can tell from how a command ended; also in `usher --help`. */
export const exitCodes = {
  ok: 0,
  /** Something outside failed: a server that does not answer; or scenarios meet less than was asked of them. */
  failed: 1,
  /** The input, the arguments or the configuration are wrong; nothing was changed. */
  refused: 2,
  /** Some of the input was refused, the rest was taken; or a scenario came out otherwise than expected. */
  partly: 3,
} as const;
