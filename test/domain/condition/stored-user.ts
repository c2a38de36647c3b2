import type { Facts } from '../../../domain/profile/facts.ts';
import type { Vocabulary } from '../../../domain/condition/vocabulary.ts';
import { encodeKeys } from '../../../store/encode.ts';
import { comparablesOf, userLayout } from '../../../store/user-layout.ts';
import { vocabulary } from './workspace.ts';

/** What a query can ask of a user's document. */
export function storedUser(
  { profile, arms }: Facts,
  { zone, traits }: Vocabulary = vocabulary,
): Record<string, unknown> {
  return encodeKeys({ profile, arms, comparable: comparablesOf(profile, { settings: { zone }, traits }) });
}

export const layout = userLayout;
