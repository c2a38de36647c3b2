import type { Standing } from '../../client/explain/standing.ts';
import type { Inspection } from '../../client/inspect.ts';
import type { Json } from '../../domain/json.ts';
import { maskAddress, maskAddresses } from '../../domain/profile/mask.ts';
import { createInstantWords, type InstantWords } from '../../domain/time/instant-words.ts';
import { cut, printable, tableLines } from '../table.ts';

/** Longer values are cut; the whole of them is in `--json`. */
const valueColumn = 60;

/** What is known of a user as tables, in the user's own time. */
export function inspectionText(inspection: Inspection): string {
  const { user, address, zone, locale, enrolments, heldOut, traits, context, events, arms } = inspection;
  const words = createInstantWords(zone);
  const rows = enrolments.map((each) => enrolmentRow(each, words));
  const done = Object.entries(events).map(([name, { count, first, last }]) => [
    printable(name),
    String(count),
    words.full(first),
    words.full(last),
  ]);
  return [
    [user, address, zone, locale ?? 'locale not known'].join(' · '),
    ...part('Journeys', ['Journey', 'Key', 'Status', 'Step', 'Entered', 'Release'], rows),
    ...(heldOut.length === 0 ? [] : ['', `Held out of: ${heldOut.join(', ')}`]),
    ...part('Traits', null, Object.entries(traits).map(valueRow)),
    ...part('Context', null, Object.entries(context).map(valueRow)),
    ...part('Events', ['Event', 'Times', 'First', 'Last'], done),
    ...part('Experiments', null, Object.entries(arms).map(valueRow)),
  ].join('\n');
}

type Rows = readonly (readonly string[])[];

function part(title: string, head: readonly string[] | null, rows: Rows): readonly string[] {
  if (rows.length === 0) return [];
  return ['', title, ...tableLines(head === null ? rows : [head, ...rows]).map((line) => `  ${line}`)];
}

function enrolmentRow({ journey, key, status, step, enteredAt, release }: Standing, words: InstantWords) {
  return [journey, printable(key ?? ''), status, step ?? '', words.full(enteredAt), release.slice(0, 7)];
}

/** An address on a screen is masked, wherever it stands. */
function valueRow([name, value]: readonly [string, Json]): readonly string[] {
  if (name === 'email') return [name, maskAddress(value)];
  const shown = maskAddresses(typeof value === 'string' ? value : JSON.stringify(value));
  return [printable(name), cut(printable(shown), valueColumn)];
}
