import type { Hours, Policy } from '../../domain/pacing/policy.ts';
import type { Channel } from '../../domain/template/template.ts';
import type { Cursor } from '../read/cursor.ts';

type Blocks = Pick<Policy, 'quiet' | 'allowed'>;

const channels: readonly Channel[] = ['email', 'in-app', 'webhook'];
const minutesOfDay = 24 * 60;
const minutesOfWeek = 7 * minutesOfDay;

/**
 * Refuses hours in which nudges wait for a time that never comes. Hours that drop all nudges of a channel or country
 * are a way to say that none shall go out there, and stay.
 */
export function refuseEndless(file: Cursor, blocks: Blocks): void {
  const place = blocks.quiet.length > 0 ? file.at('quiet') : file.at('allowed');
  for (const country of [null, ...countriesIn(blocks)]) {
    const endless = channels.filter((channel) => isEndless(forNudges(blocks, channel, country)));
    if (endless.length === 0) continue;
    const by = endless.length === channels.length ? '' : ` by ${endless.join(' and ')}`;
    const where = country === null ? '' : ` in ${country}`;
    const message = `nothing would ever go out${by}${where}: these hours never end; expected some time between them, or then: skip`;
    return void place.refuse('VALUE_INVALID', message, 'key');
  }
}

function countriesIn({ quiet, allowed }: Blocks): readonly string[] {
  return [...new Set([...quiet, ...allowed].flatMap(({ countries }) => countries))];
}

/** The hours that speak of nudges by a channel to users in a country; null: in one that no hours name. */
function forNudges({ quiet, allowed }: Blocks, channel: Channel, country: string | null): Blocks {
  const speaks = (hours: Hours): boolean => {
    const here = country === null ? hours.countries.length === 0 : fits(hours.countries, country);
    return here && fits(hours.channels, channel);
  };
  return { quiet: quiet.filter(speaks), allowed: allowed.filter(speaks) };
}

function fits<Word>(words: readonly Word[], word: Word): boolean {
  return words.length === 0 || words.includes(word);
}

/** Whether every minute of the week is blocked, some of them by hours that hold. */
function isEndless(blocks: Blocks): boolean {
  const moments = [...blocks.quiet, ...blocks.allowed].flatMap(edges);
  const states = [0, ...moments].map((moment) => stateAt(blocks, moment));
  return !states.includes('open') && states.includes('hold');
}

type State = 'open' | 'hold' | 'skip';

function stateAt({ quiet, allowed }: Blocks, moment: number): State {
  const blocking = quiet.filter((hours) => holdsAt(hours, moment));
  const outside = allowed.some((hours) => holdsAt(hours, moment)) ? [] : allowed;
  const then = [...blocking, ...outside].map((hours) => hours.then);
  if (then.length === 0) return 'open';
  return then.includes('skip') ? 'skip' : 'hold';
}

/** Minutes of the week, from Monday's midnight, at which something changes. */
function edges(hours: Hours): readonly number[] {
  return hours.days.flatMap((day) => [begin(hours, day), (begin(hours, day) + length(hours)) % minutesOfWeek]);
}

function begin({ from }: Hours, day: number): number {
  return (day - 1) * minutesOfDay + from;
}

function length({ from, to }: Hours): number {
  return to > from ? to - from : to - from + minutesOfDay;
}

function holdsAt(hours: Hours, moment: number): boolean {
  return hours.days.some((day) => (moment - begin(hours, day) + minutesOfWeek) % minutesOfWeek < length(hours));
}
