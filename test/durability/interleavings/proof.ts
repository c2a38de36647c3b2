/** One test that provokes an interleaving: its file below `test/`, and its title as it stands there. */
export type Proof = readonly [file: string, title: string];

/** Interleavings by their ids. */
export type Proofs = Readonly<Record<string, readonly Proof[]>>;
