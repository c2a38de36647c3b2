import type { Fate } from './replay.ts';

/** How many nudges a rule, or all of them, would have held or dropped. */
export interface Stopped {
  readonly held: number;
  readonly skipped: number;
}

/** What a policy would have made of all that was sent. */
export interface PolicyTally {
  /** Nudges that were sent, and asked about. */
  readonly nudges: number;
  /** Those that would have gone out when they did. */
  readonly sent: number;
  /** Those that would have gone out later. */
  readonly held: number;
  /** Those that would still be held. */
  readonly waiting: number;
  readonly skipped: number;
  /** Those of templates that nobody knows any more: nothing was asked. */
  readonly unknown: number;
  /** A nudge counts once for every rule that held it, and for every one that dropped it. */
  readonly rules: Readonly<Record<string, Stopped>>;
  readonly templates: Readonly<Record<string, Stopped & { readonly nudges: number }>>;
}

export const emptyTally: PolicyTally = {
  nudges: 0,
  sent: 0,
  held: 0,
  waiting: 0,
  skipped: 0,
  unknown: 0,
  rules: {},
  templates: {},
};

/** The tally with one nudge more. */
export function counted(tally: PolicyTally, { template, kind, held, skipped }: Fate): PolicyTally {
  const known = tally.templates[template] ?? { nudges: 0, held: 0, skipped: 0 };
  const stopped = { held: Number(kind === 'held' || kind === 'waiting'), skipped: Number(kind === 'skipped') };
  const withHeld = [...rulesOf(held)].reduce((rules, rule) => plus(rules, rule, { held: 1, skipped: 0 }), tally.rules);
  return {
    ...tally,
    nudges: tally.nudges + 1,
    [kind]: tally[kind] + 1,
    rules: [...rulesOf(skipped)].reduce((rules, rule) => plus(rules, rule, { held: 0, skipped: 1 }), withHeld),
    templates: { ...tally.templates, [template]: { nudges: known.nudges + 1, ...sum(known, stopped) } },
  };
}

/** Every clause begins with what it is about: a cap's id, `gap 2 h`, `quiet hours 21:00–08:00`. */
function rulesOf(because: Iterable<string>): ReadonlySet<string> {
  return new Set([...because].map((clause) => clause.split(': ', 1)[0] ?? clause));
}

function plus(rules: PolicyTally['rules'], rule: string, more: Stopped): PolicyTally['rules'] {
  return { ...rules, [rule]: sum(rules[rule] ?? { held: 0, skipped: 0 }, more) };
}

function sum(one: Stopped, other: Stopped): Stopped {
  return { held: one.held + other.held, skipped: one.skipped + other.skipped };
}
