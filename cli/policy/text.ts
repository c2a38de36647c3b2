import type { Stopped } from './tally.ts';
import type { Tested } from './test-policy.ts';

const columns = { name: 32, number: 9 };

/** What a policy would have done, for people: the totals, then by rule and by template what would have been stopped. */
export function testedText(tested: Tested, days: number): string {
  const { nudges, users, sent, held, waiting, skipped, unknown } = tested;
  const span = `the last ${days === 1 ? 'day' : `${days} days`}`;
  if (nudges + unknown === 0) return `Nothing was sent in ${span}`;
  const share = (count: number): string => (nudges === 0 ? '0 %' : `${((100 * count) / nudges).toFixed(1)} %`);
  const line = (what: string, count: number): string =>
    `  ${what.padEnd(columns.name - 2)}${right([count, share(count)])}`;
  return [
    `${plural(nudges, 'nudge')} to ${plural(users, 'user')} in ${span}`,
    line('as they went out', sent),
    line('held, and sent later', held),
    line('held to this day', waiting),
    line('dropped', skipped),
    ...(unknown === 0 ? [] : [`  not asked, their template is gone: ${unknown}`]),
    ...table('By rule', tested.rules),
    ...table('By template', tested.templates),
    '',
    'A nudge that is held counts as sent when its hold ends. usher policy test --help says what is not known.',
  ].join('\n'); // prettier-ignore
}

/** What stopped most comes first; what stopped nothing is left out. */
function table(title: string, stopped: Readonly<Record<string, Stopped>>): readonly string[] {
  const total = ({ held, skipped }: Stopped): number => held + skipped;
  const rows = Object.entries(stopped)
    .filter(([, counts]) => total(counts) > 0)
    .sort(([a, one], [b, other]) => total(other) - total(one) || (a < b ? -1 : 1))
    .map(([name, { held, skipped }]) => `${name.padEnd(columns.name)}${right([held, skipped])}`);
  return rows.length === 0 ? [] : ['', `${title.padEnd(columns.name)}${right(['held', 'dropped'])}`, ...rows];
}

function right(cells: readonly (number | string)[]): string {
  return cells.map((cell) => String(cell).padStart(columns.number)).join('');
}

function plural(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
