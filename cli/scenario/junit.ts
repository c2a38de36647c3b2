import type { ScenarioResult } from '../../domain/scenario/run.ts';
import { differencesText } from './text.ts';

/** JUnit XML as CI servers read it: one test case for every scenario, its class the journey. */
export function junitText(results: readonly ScenarioResult[]): string {
  const failed = results.filter(({ differences }) => differences.length > 0).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="usher test" tests="${results.length}" failures="${failed}">`,
    ...results.map(caseText),
    '</testsuite>',
    '',
  ].join('\n');
}

function caseText(result: ScenarioResult): string {
  const { journey, name } = result.scenario;
  const start = `  <testcase classname="${escaped(journey)}" name="${escaped(name)}"`;
  if (result.differences.length === 0) return `${start}/>`;
  const about = result.differences.map((difference) => difference.about).join(', ');
  const failure = `<failure message="${escaped(about)}">${escaped(differencesText(result))}</failure>`;
  return `${start}>${failure}</testcase>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Also without what XML 1.0 cannot hold: the reasons may quote what users sent. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (character) => entities[character] ?? '');
}
