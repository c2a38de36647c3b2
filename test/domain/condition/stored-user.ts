import { comparableFacts, comparableOf } from '../../../domain/condition/comparable.ts';
import type { Layout } from '../../../domain/condition/layout.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { Facts } from '../../../domain/profile/facts.ts';
import { encodeKey, encodeKeys } from '../../../store/encode.ts';
import { vocabulary } from './workspace.ts';

/** A user's document as a store keeps it, with what dates and versions are compared as beside the facts. */
export function storedUser({ profile, arms }: Facts): Record<string, unknown> {
  return encodeKeys({ profile, arms, comparable: { date: comparables('date'), version: comparables('version') } });

  function comparables(type: 'date' | 'version'): JsonObject {
    const comparable = comparableOf(type, vocabulary.zone) ?? ((value) => value);
    return {
      traits: comparableFacts(profile.traits, comparable),
      context: comparableFacts(profile.context, comparable),
    };
  }
}

/** Where `storedUser` keeps things. */
export const layout: Layout = (place) => {
  if (place.kind === 'event') return `profile.events.${encodeKey(place.event)}.${place.part}`;
  const [root = '', ...keys] = place.path.split('.');
  if (root === 'arms') return `arms.${encodeKey(keys.join('.'))}`;
  const compared = place.type === 'date' || place.type === 'version';
  return [compared ? `comparable.${place.type}` : 'profile', root, ...keys.map(encodeKey)].join('.');
};
