/** A point in time: milliseconds since the Unix epoch, UTC. */
export type Instant = number;

/** A length of time in milliseconds. */
export type Milliseconds = number;

export const second: Milliseconds = 1_000;
export const minute: Milliseconds = 60 * second;
export const hour: Milliseconds = 60 * minute;
export const day: Milliseconds = 24 * hour;
