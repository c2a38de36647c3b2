import type { LocatedProblem } from './located.ts';

/** What every use of a file's names would be refused with while the file cannot be read. */
const follows: Readonly<Record<string, readonly string[]>> = {
  'milestones.yaml': ['NAME_UNKNOWN'],
  'segments.yaml': ['NAME_UNKNOWN'],
  'experiments.yaml': ['NAME_UNKNOWN', 'FACT_UNKNOWN'],
  'profile.yaml': ['NAME_UNKNOWN', 'FACT_UNKNOWN'],
};

/** The problems without those that only follow from a file that could not be read. */
export function withoutConsequences(
  problems: readonly LocatedProblem[],
  unreadable: (file: string) => boolean,
): readonly LocatedProblem[] {
  const hidden = Object.entries(follows).flatMap(([file, codes]) => (unreadable(file) ? codes : []));
  return problems.filter(({ code }) => !hidden.includes(code));
}
