import type { Played, Story } from '../../domain/simulation/play.ts';
import { simulate } from '../../domain/simulation/simulate.ts';
import type { Program } from '../../domain/journey/program.ts';
import type { JsonObject } from '../../domain/json.ts';
import { parseDuration } from '../../domain/time/duration.ts';
import { eventOf, monday } from './event.ts';
import { releaseOf, type Given } from './release.ts';

/** What a user does, when (`1d 2h` after Monday 09:00 UTC), and with which properties; without a name: traits. */
export type Deed = readonly [name: string | null, after: string, said?: JsonObject];

export interface Playing extends Given, Partial<Pick<Story, 'provider' | 'until' | 'user'>> {
  readonly traits?: JsonObject;
  readonly deeds?: readonly Deed[];
}

/** Plays the story of somebody who signs up on Monday at 09:00 UTC with an email address, and then does these things. */
export function play(programs: readonly Program[], { traits = {}, deeds = [], ...rest }: Playing = {}): Played {
  const { user = 'bo', provider, until, ...given } = rest;
  const known = eventOf(user, null, { at: monday - 1, traits: { email: 'bo@acme.test', ...traits } });
  const done: readonly Deed[] = [['Signed Up', ''], ...deeds];
  const events = done.map(([name, after, said = {}]) =>
    eventOf(user, name, { at: monday + length(after), ...(name === null ? { traits: said } : { properties: said }) }),
  );
  const ways = { ...(provider !== undefined && { provider }), ...(until !== undefined && { until }) };
  return simulate({ release: releaseOf(programs, given), user, events: [known, ...events], ...ways });
}

/** What was sent and when: `welcome`, `reminder +2d`. */
export function sent({ nudges }: Played): readonly string[] {
  return nudges.map(({ template, at }) => (at === monday ? template : `${template} +${after(at)}`));
}

/** What the path came to, step by step: `wait done`. */
export function walked({ path }: Played): readonly string[] {
  return path.map(({ step, what }) => `${step} ${what}`);
}

/** The reasons told at a step. */
export function reasons({ path }: Played, step: string): readonly string[] {
  return path.filter((line) => line.step === step).flatMap(({ because }) => because);
}

function length(words: string): number {
  return words.split(' ').reduce((sum, part) => sum + (part === '' ? 0 : (parseDuration(part) ?? NaN)), 0);
}

const units = [['d', 86_400_000], ['h', 3_600_000], ['m', 60_000], ['s', 1_000]] as const; // prettier-ignore

function after(at: number): string {
  let left = at - monday;
  const parts = units.map(([unit, size]) => {
    const amount = Math.floor(left / size);
    left -= amount * size;
    return amount === 0 ? '' : `${amount}${unit}`;
  });
  return parts.filter((part) => part !== '').join(' ');
}
