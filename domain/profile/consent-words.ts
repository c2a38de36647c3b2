import type { Instant } from '../time/instant.ts';
import type { Consents } from './consent.ts';

/** One thing that a user said about nudges, in words: "no to email of tips". */
export interface Said {
  readonly at: Instant;
  readonly words: string;
}

const words = { in: 'yes to', confirmed: 'yes, confirmed by mail, to', out: 'no to' } as const;

/** What a user said about nudges, in words, the latest first. */
export function consentWords(consents: Consents): readonly Said[] {
  const told = Object.entries(consents).map(([key, { says, at }]) => ({ at, words: `${words[says]} ${aboutOf(key)}` }));
  return told.sort((a, b) => b.at - a.at || (a.words < b.words ? -1 : 1));
}

function aboutOf(key: string): string {
  const [channel, category] = key.split('/');
  if (category === '*') return channel === '*' ? 'everything' : `all ${channel}`;
  return channel === '*' ? `everything of ${category}` : `${channel} of ${category}`;
}
