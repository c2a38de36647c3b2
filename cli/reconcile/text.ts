import type { Kind, Reconciled } from '../../ingest/reconcile-tally.ts';

/** What was found, in words. */
const meanings: Readonly<Record<Kind, string>> = {
  ended: 'open visits whose workflow is over or gone: closed',
  lost: 'visits that were over and that the database had lost: kept again',
  adopted: 'workflows whose visit the database did not know: taken over',
  behind: 'visits behind their workflow: it decides again, with its state',
  ahead: 'visits ahead of their workflow: it is given the decisions it lacks',
  outlived: 'workflows whose visit is over: told to end',
  events: 'events stored for over ten minutes and not counted: counted',
  todo: 'users with something to tell Temporal for over ten minutes: told',
  nudges: 'nudges sent that the database has lost, with their room under caps: counted only',
  unclear: 'could not be looked at: see above',
};

const columns = { kind: 10, number: 8 };

/** A reconciliation for people: a table of what was found, with a few examples of each. */
export function reconciledText({ checked, kinds }: Reconciled, mended: boolean): string {
  const compared = `${checked.visits} open visits compared with ${checked.workflows} running workflows`;
  if (kinds.length === 0) return `✔ ${compared}: they agree`;
  const rows = kinds.flatMap((each) => [
    row(each.kind, [each.found, each.mended], meanings[each.kind]),
    ...(each.examples.length > 0
      ? [`${' '.repeat(columns.kind + 2 * columns.number + 2)}${each.examples.join(', ')}`]
      : []),
  ]);
  const hint = mended ? [] : ['', 'Nothing was changed; --fix mends it.'];
  return [`! ${compared}`, '', row('kind', ['found', 'mended'], 'meaning'), ...rows, ...hint].join('\n');
}

function row(kind: string, numbers: readonly (number | string)[], meaning: string): string {
  const right = numbers.map((each) => String(each).padStart(columns.number));
  return `${kind.padEnd(columns.kind)}${right.join('')}  ${meaning}`;
}
