import type { Facts } from '../../../domain/profile/facts.ts';
import { encodeKeys } from '../../../store/encode.ts';
import { comparablesOf, userLayout } from '../../../store/user-layout.ts';
import { vocabulary } from './workspace.ts';

/** What a query can ask of a user's document. */
export function storedUser({ profile, arms }: Facts): Record<string, unknown> {
  const { zone, traits } = vocabulary;
  return encodeKeys({ profile, arms, comparable: comparablesOf(profile, { settings: { zone }, traits }) });
}

export const layout = userLayout;
