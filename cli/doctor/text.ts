import { printable } from '../table.ts';
import type { Finding } from './finding.ts';

const signs: Readonly<Record<Finding['is'], string>> = { fine: '✔', warning: '!', wrong: '✗' };

/** The longest thing that is looked at. */
const column = 'search attributes'.length;

/** What was found as a list, with what to do under what is not as it should be. */
export function doctorText(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ is, what, found, todo }) => [
    `${signs[is]} ${what.padEnd(column)}  ${printable(found)}`,
    ...(todo === undefined ? [] : [`${' '.repeat(column + 4)}→ ${todo}`]),
  ]);
  const wrongs = findings.filter(({ is }) => is === 'wrong').length;
  return [...lines, '', wrongs === 0 ? 'Usher can run.' : `${wrongs} of ${findings.length} to be mended.`].join('\n');
}
