import type { EndState } from '../matrix/end-state.ts';
import type { Doubts } from './doubts.ts';

/** Where an attempt dies without having said how it ended: the provider may have the mail. */
export const inDoubt: readonly string[] = ['deliver:reserved', 'deliver:accepted'];

/**
 * What was counted otherwise than the attempts themselves have told: counted is where one of them was in doubt, and only
 * there; a mail comes twice only where that was counted, and where the provider was handed it twice.
 */
export function miscounted(end: Pick<EndState, 'maybeTwice' | 'twice'>, doubts: Doubts): readonly string[] {
  const known = [...doubts.counted, ...doubts.unknown];
  const wrong = [
    ...without(doubts.counted, end.maybeTwice).map((key) => [key, 'was in doubt, which was not counted']),
    ...without(end.maybeTwice, known).map((key) => [key, 'was counted, though nothing was in doubt']),
    ...without(end.twice, end.maybeTwice).map((key) => [key, 'came twice, which was not counted']),
    ...without(end.twice, doubts.maybeTwice).map((key) => [key, 'came twice, though it was handed over once']),
    ...without(doubts.twice, end.twice).map((key) => [key, 'was accepted twice, but came once']),
  ];
  return wrong.map(([key = '', words]) => `${key} ${words}: ${doubts.told.get(key) ?? 'no attempt'}`);
}

function without(some: readonly string[], others: readonly string[]): readonly string[] {
  return some.filter((each) => !others.includes(each));
}
