import { journeyOf } from '../enrolment/identity.ts';
import type { Sending } from '../enrolment/deliver.ts';
import { own } from '../own.ts';
import { localeOf } from '../profile/surroundings.ts';
import type { Release } from '../release/release.ts';
import type { PlayedLine, PlayedNudge } from '../simulation/play.ts';
import { simulate } from '../simulation/simulate.ts';
import { chooseLocale } from '../template/locale.ts';
import { second, type Instant } from '../time/instant.ts';
import { compareLists, type DifferenceLine } from './compare.ts';
import { offsetWords } from './moment.ts';
import type { Ending, ExpectedNudge, Scenario } from './scenario.ts';

/** In what a scenario came out otherwise than expected. */
export interface Difference {
  readonly about: 'nudges' | 'path' | 'reasons' | 'outcome';
  readonly lines: readonly DifferenceLine[];
}

/** What came of a scenario: it passed where there is no difference. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly differences: readonly Difference[];
  /** The way through the scenario's own journey, all visits one after the other. */
  readonly path: readonly PlayedLine[];
}

interface SentNudge extends PlayedNudge {
  readonly locale: string | null;
}

/** What a scenario's own journey has made of it. */
interface Made {
  readonly nudges: readonly SentNudge[];
  readonly path: readonly PlayedLine[];
  readonly outcome: Ending;
  readonly because: readonly string[];
}

/** Plays a scenario to its end, with every journey of the release, and compares what its own journey did. */
export function runScenario(release: Release, scenario: Scenario): ScenarioResult {
  const made = play(release, scenario);
  const compared: readonly Difference[] = [
    { about: 'nudges', lines: compareNudges(scenario, made) },
    { about: 'path', lines: comparePath(scenario, made) },
    { about: 'reasons', lines: compareReasons(scenario, made) },
    { about: 'outcome', lines: compareOutcome(scenario, made) },
  ];
  return { scenario, path: made.path, differences: compared.filter(({ lines }) => lines.length > 0) };
}

function play(release: Release, { journey, user, events }: Scenario): Made {
  const locales: (string | null)[] = [];
  const provider = (sending: Sending) => {
    locales.push(localeUsed(release, sending));
    return { kind: 'sent', because: 'email accepted' } as const;
  };
  const played = simulate({ release, user, events, provider });
  const nudges = played.nudges.map((nudge, index) => ({ ...nudge, locale: locales[index] ?? null }));
  const ours = ({ course }: { readonly course: string }): boolean => journeyOf(course) === journey;
  const path = played.path.filter(ours);
  const last = path.at(-1);
  const refused = played.user.refused.filter((refusal) => refusal.journey === journey);
  return {
    nudges: nudges.filter(ours),
    path,
    // A path that is played to its end ends with how it ended.
    outcome: last === undefined ? 'not-entered' : (last.what as Ending),
    because: last?.because ?? refused.at(-1)?.because ?? [],
  };
}

function localeUsed({ content }: Release, { entry, user }: Sending): string | null {
  const available = Object.keys(own(content.templates, entry.template)?.locales ?? {});
  return chooseLocale(localeOf(user.profile), available, content.settings.locale)?.locale ?? null;
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

function comparePath({ start, expected }: Scenario, { path }: Made): readonly DifferenceLine[] {
  if (expected.path === null) return [];
  return compareLists(expected.path, path, {
    same: (step, line) => step === line.step,
    expectedWords: (step) => step,
    foundWords: ({ step, what, at }) => `${step} (${what} at ${offsetWords(at - start)})`,
  });
}

function compareReasons({ expected }: Scenario, { path }: Made): readonly DifferenceLine[] {
  return Object.entries(expected.reasons).flatMap(([step, words]): readonly DifferenceLine[] => {
    const told = path.filter((line) => line.step === step).map(reasonWords);
    if (told.some((reason) => reason.includes(words))) return [];
    const found = told.length === 0 ? ['never met'] : told;
    return [
      { kind: 'expected', words: `${step}: ${words}` },
      ...found.map((reason) => ({ kind: 'found', words: `${step}: ${reason}` }) as const),
    ];
  });
}

function reasonWords({ what, because }: PlayedLine): string {
  return [what, ...because].join('; ');
}

function compareOutcome({ expected }: Scenario, { outcome, because }: Made): readonly DifferenceLine[] {
  if (expected.outcome === null || expected.outcome === outcome) return [];
  const why = because.length === 0 ? '' : ` (${because.join('; ')})`;
  return [
    { kind: 'expected', words: expected.outcome },
    { kind: 'found', words: `${outcome}${why}` },
  ];
}
