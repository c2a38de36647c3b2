import { clearScreenDown, moveCursor } from 'node:readline';
import type { HeldBy } from './held.ts';
import type { Totals } from './totals.ts';

/** Where the demonstration tells how it goes: lines that stay, and a status that is drawn over on a terminal. */
export interface Screen {
  line(text: string): void;
  /** @param last the final one: it stays */
  status(lines: readonly string[], last: boolean): void;
}

/** Without a terminal the status is a line now and then, not a flood. */
const plainEvery = 10_000;

export function createScreen(stream: NodeJS.WriteStream): Screen {
  let drawn = 0;
  let last = 0;

  function clear(): void {
    if (drawn > 0) moveCursor(stream, 0, -drawn);
    if (drawn > 0) clearScreenDown(stream);
    drawn = 0;
  }

  return {
    line(text) {
      if (stream.isTTY) clear();
      stream.write(`${text}\n`);
    },
    status(lines, final) {
      if (stream.isTTY) {
        clear();
        stream.write(`${lines.join('\n')}\n`);
        drawn = final ? 0 : lines.length;
      } else if (final || Date.now() - last >= plainEvery) {
        last = Date.now();
        stream.write(`${lines.join('\n')}\n`);
      }
    },
  };
}

const number = new Intl.NumberFormat('en');

/** The two lines of EXPERIENCE: the day and the events, and what came of them. */
export function statusLines(dayNumber: number, days: number, totals: Totals): readonly string[] {
  const n = (value: number): string => number.format(value);
  const { events, irrelevant, duplicate, late, entered, converted, finished, left, sent, held } = totals;
  return [
    `▸ day ${Math.min(dayNumber, days)}/${days}`.padEnd(13) +
      `${n(events)} events (${n(irrelevant)} irrelevant, ${n(duplicate)} duplicate, ${n(late)} late)`,
    `${' '.repeat(13)}${n(entered)} entered, ${n(converted)} converted, ${n(finished)} finished, ${n(left)} left, ${n(sent)} sent${heldWords(held)}`,
  ];
}

/** ", 88 held (quiet hours 51, caps 37)". */
function heldWords({ quiet, caps, gap, other }: HeldBy): string {
  const all = quiet + caps + gap + other;
  const named = Object.entries({ 'quiet hours': quiet, caps, gap, other }).filter(([, times]) => times > 0);
  const by = named.map(([name, times]) => `${name} ${number.format(times)}`).join(', ');
  return all === 0 ? '' : `, ${number.format(all)} held (${by})`;
}
