import type { PlayedLine } from '../simulation/play.ts';
import { second, type Instant } from '../time/instant.ts';
import { compareLists, type DifferenceLine } from './compare.ts';
import type { Made, SentNudge } from './made.ts';
import { offsetWords } from './moment.ts';
import type { ExpectedNudge, ExpectedWords, Scenario } from './scenario.ts';

/** In what a scenario came out otherwise than expected. */
export interface Difference {
  readonly about: 'nudges' | 'never' | 'path' | 'reasons' | 'skipped' | 'held' | 'outcome' | 'step';
  readonly lines: readonly DifferenceLine[];
}

/** What becomes of nudges that never go out, and of those that do later. */
const skips = ['skipped', 'dropped', 'failed', 'passed over'];
const holds = ['held', 'refused for now'];

/** Everything in which a scenario came out otherwise than expected; empty where it passed. */
export function differencesOf(scenario: Scenario, made: Made): readonly Difference[] {
  const { reasons, skipped, held } = scenario.expected;
  const compared: readonly Difference[] = [
    { about: 'nudges', lines: compareNudges(scenario, made) },
    { about: 'never', lines: compareNever(scenario, made) },
    { about: 'path', lines: comparePath(scenario, made) },
    { about: 'reasons', lines: compareWords(reasons, made, () => true) },
    { about: 'skipped', lines: compareWords(skipped, made, ({ what }) => skips.includes(what)) },
    { about: 'held', lines: compareWords(held, made, ({ what }) => holds.includes(what)) },
    { about: 'outcome', lines: compareOutcome(scenario, made) },
    { about: 'step', lines: compareStep(scenario, made) },
  ];
  return compared.filter(({ lines }) => lines.length > 0);
}

function compareNudges({ start, expected }: Scenario, { nudges }: Made): readonly DifferenceLine[] {
  if (expected.nudges === null) return [];
  return compareLists(expected.nudges, nudges, {
    same: isSameNudge,
    expectedWords: (nudge) => nudgeWords(nudge, start),
    foundWords: (nudge) => nudgeWords(nudge, start),
  });
}

function isSameNudge(expected: ExpectedNudge, { template, at, locale }: SentNudge): boolean {
  const sameTime = expected.at === null || Math.floor(expected.at / second) === Math.floor(at / second);
  return expected.template === template && sameTime && (expected.locale === null || expected.locale === locale);
}

function nudgeWords({ template, at, locale }: ExpectedNudge, start: Instant): string {
  return `${template}${at === null ? '' : ` at ${offsetWords(at - start)}`}${locale === null ? '' : ` in ${locale}`}`;
}

function compareNever({ start, expected }: Scenario, { nudges }: Made): readonly DifferenceLine[] {
  return expected.never.flatMap((template) => {
    const sent = nudges.filter((nudge) => nudge.template === template);
    const found = sent.map((nudge): DifferenceLine => ({ kind: 'found', words: nudgeWords(nudge, start) }));
    return found.length === 0 ? [] : [{ kind: 'expected', words: `never ${template}` } as const, ...found];
  });
}

function comparePath({ start, expected }: Scenario, { path }: Made): readonly DifferenceLine[] {
  if (expected.path === null) return [];
  return compareLists(expected.path, path, {
    same: (step, line) => step === line.step,
    expectedWords: (step) => step,
    foundWords: ({ step, what, at }) => `${step} (${what} at ${offsetWords(at - start)})`,
  });
}

/** What was told at a step otherwise is shown, too. */
function compareWords(
  expected: ExpectedWords,
  { path }: Made,
  counts: (line: PlayedLine) => boolean,
): readonly DifferenceLine[] {
  return Object.entries(expected).flatMap(([step, words]): readonly DifferenceLine[] => {
    const lines = path.filter((line) => line.step === step);
    if (lines.some((line) => counts(line) && reasonWords(line).includes(words))) return [];
    const found = lines.length === 0 ? ['never met'] : lines.map(reasonWords);
    return [
      { kind: 'expected', words: `${step}: ${words}` },
      ...found.map((reason) => ({ kind: 'found', words: `${step}: ${reason}` }) as const),
    ];
  });
}

function reasonWords({ what, because }: PlayedLine): string {
  return [what, ...because].join('; ');
}

function compareOutcome({ expected }: Scenario, made: Made): readonly DifferenceLine[] {
  if (expected.outcome === null || expected.outcome === made.outcome) return [];
  return [
    { kind: 'expected', words: expected.outcome },
    { kind: 'found', words: standingWords(made) },
  ];
}

function compareStep({ expected }: Scenario, made: Made): readonly DifferenceLine[] {
  if (expected.step === null || expected.step === made.step) return [];
  return [
    { kind: 'expected', words: expected.step },
    { kind: 'found', words: standingWords(made) },
  ];
}

/** `left (Account Deleted)`, `open at wait-profile (wait up to 2 days for Profile Completed)`. */
function standingWords({ outcome, step, because }: Made): string {
  const why = because.length === 0 ? '' : ` (${because.join('; ')})`;
  return `${outcome}${step === null ? '' : ` at ${step}`}${why}`;
}
