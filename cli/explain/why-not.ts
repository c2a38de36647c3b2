import type { Way } from '../../client/explain/why-not/ways.ts';
import type { Now, WhyNot } from '../../client/explain/why-not/why-not.ts';
import type { InstantWords } from '../../domain/time/instant-words.ts';

/** Why a user has not got a template, way by way, and what would come of it now. */
export function whyNotLines(
  { template, channel, category, ways, now }: WhyNot,
  words: InstantWords,
): readonly string[] {
  return [
    `${template} · ${channel}, category ${category}`,
    ...(ways.length === 0
      ? [' no journey of the current release sends it']
      : ways.flatMap((way) => wayLines(way, words))),
    ...(now === null ? [] : [` if it were due now: ${nowWords(now, words)}`]),
  ];
}

function wayLines(way: Way, words: InstantWords): readonly string[] {
  const { journey, key, step, because } = way;
  const place = [key === null ? journey : `${journey} ${key}`, step].filter((part) => part !== null).join(' · ');
  return [` ${place}: ${cameWords(way, words)}`, ...because.map((reason) => `   ${reason}`)];
}

function cameWords({ came, at, until }: Way, words: InstantWords): string {
  const then = at === null ? '' : ` ${words.full(at)}`;
  return headings[came](then, until === null ? '' : `until ${words.full(until)} at the latest`);
}

/** What is said of a way, with when it was decided, and until when something is waited for. */
const headings: Readonly<Record<Way['came'], (then: string, latest: string) => string>> = {
  sent: (then) => `SENT${then}`,
  sending: () => 'being sent just now',
  held: (then, latest) => `waits since${then}${latest === '' ? '' : `, ${latest}`}`,
  'not sent': (then) => `NOT SENT${then}`,
  ahead: (_, latest) => `its turn may still come${latest === '' ? '' : ` (waits ${latest})`}`,
  'led past': (then) => `its turn never came, another way was taken${then}`,
  ended: (then) => `its turn never came, the journey ended${then}`,
  'not entered': (then) => `not entered${then}`,
};

function nowWords({ would, until, because }: Now, words: InstantWords): string {
  if (would === 'go') return 'it would go out';
  const what = would === 'skip' ? 'it would not go out' : 'it would be held';
  return `${what}${until === null ? '' : ` until ${words.full(until)} at least`}: ${because.join('; ')}`;
}
