import type { DifferenceLine } from '../../domain/scenario/compare.ts';
import type { Coverage } from '../../domain/scenario/coverage.ts';
import type { ScenarioResult } from '../../domain/scenario/run.ts';

/** For people: a line for every scenario, what is different below it, and what no scenario has met. */
export function testText(results: readonly ScenarioResult[], coverage: readonly Coverage[]): string {
  const failed = results.filter(({ differences }) => differences.length > 0).length;
  const total = `${results.length - failed} of ${results.length} scenarios passed`;
  return [...results.map(resultText), '', ...coverage.map(coverageText), '', total].join('\n');
}

/** For scripts. */
export function testData(results: readonly ScenarioResult[], coverage: readonly Coverage[]): object {
  const scenarios = results.map(({ scenario: { journey, name }, differences }) => {
    return { journey, scenario: name, passed: differences.length === 0, differences };
  });
  return { ok: scenarios.every(({ passed }) => passed), scenarios, coverage };
}

/** The differences of one scenario, indented below its line. */
export function differencesText({ differences }: ScenarioResult): string {
  return differences.flatMap(({ about, lines }) => [`    ${about}`, ...lines.map(lineText)]).join('\n');
}

/** For one journey that its scenarios meet too little of. */
export function belowText({ journey, percent }: Coverage, least: number): string {
  return `the scenarios of ${journey} meet ${percent} % of it, expected at least ${least} %`;
}

const marks: Readonly<Record<DifferenceLine['kind'], string>> = {
  same: '                ',
  expected: '    - expected  ',
  found: '    + found     ',
};

function lineText({ kind, words }: DifferenceLine): string {
  return `  ${marks[kind]}${words}`;
}

function resultText(result: ScenarioResult): string {
  const { journey, name } = result.scenario;
  const passed = result.differences.length === 0;
  const line = `${passed ? '✔' : '✘'} ${journey}: ${name}`;
  return passed ? line : `${line}\n${differencesText(result)}`;
}

/** `onboarding: 5 of 7 steps, 7 of 12 ways, 63 %`, and below it each one that is missing. */
function coverageText({ journey, percent, steps, ways }: Coverage): string {
  const counts = { steps, ways };
  const parts = Object.entries(counts).map(([name, { all, missed }]) => `${all - missed.length} of ${all} ${name}`);
  const missed = [...steps.missed, ...ways.missed].map((name) => `  never met: ${name}`);
  return [`${journey}: ${parts.join(', ')}, ${percent} %`, ...missed].join('\n');
}
