/** One test that holds a rule: its file below `test/`, and its title, or the name of its case, as it stands there. */
export type Proof = readonly [file: string, title: string];

/** Rules of docs/language.md by their ids, in its order, and what holds them. */
export type Rules = Readonly<Record<string, readonly Proof[]>>;
