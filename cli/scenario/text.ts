import type { DifferenceLine } from '../../domain/scenario/compare.ts';
import type { Coverage, Part } from '../../domain/scenario/coverage.ts';
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

function coverageText({ journey, steps, cases }: Coverage): string {
  const parts = [partText(steps, 'steps'), ...(cases.all === 0 ? [] : [partText(cases, 'branch cases')])];
  const missed = [...steps.missed, ...cases.missed];
  return `${journey}: ${parts.join(', ')}${missed.length === 0 ? '' : `; never met: ${missed.join(', ')}`}`;
}

function partText({ all, missed }: Part, name: string): string {
  return `${all - missed.length} of ${all} ${name}`;
}
