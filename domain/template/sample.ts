import type { Declaration } from '../condition/vocabulary.ts';
import type { Scalar } from '../json.ts';
import { own } from '../own.ts';
import { withPlaced } from '../placed.ts';
import { newProfile } from '../profile/apply.ts';
import { contextDeclarations } from '../profile/context.ts';
import type { Profile } from '../profile/profile.ts';
import type { ReleaseContent } from '../release/release.ts';
import type { Instant } from '../time/instant.ts';
import { sampleFeatures } from './sample-features.ts';

/** Texts that most workspaces know of people, by the last part of their name in lower case without `_`. */
const likely: Readonly<Record<string, string>> = {
  firstname: 'Ada',
  lastname: 'Lovelace',
  name: 'Ada Lovelace',
  fullname: 'Ada Lovelace',
  email: 'ada@example.com',
  company: 'Example & Sons',
  city: 'London',
  country: 'GB',
  device: 'desktop',
  platform: 'web',
  os: 'Linux',
};

type Sampled = Pick<ReleaseContent, 'traits' | 'settings'> & {
  readonly context?: Readonly<Record<string, Declaration>>;
  readonly features?: ReleaseContent['features'];
};

/**
 * Somebody who does not exist, of whom all context, every declared trait and every feature is known: texts are likely
 * ones, or say their own name; dates are `now`. Reads the workspace's language, in its zone.
 */
export function sampleProfile(content: Sampled, now: Instant): Profile {
  const { locale, zone } = content.settings;
  const texts = { ...likely, locale, timezone: zone };
  const valueOf = (path: string, { type }: Declaration): Scalar => {
    const name = path.slice(path.lastIndexOf('.') + 1);
    return type === 'string' ? (own(texts, name.replaceAll('_', '').toLowerCase()) ?? name) : values[type](now);
  };
  const context = Object.entries({ ...contextDeclarations, ...content.context }).map(
    ([name, each]) => [name, valueOf(name, each)] as const,
  );
  const traits = Object.entries(content.traits).map(([path, each]) => {
    const value = valueOf(path, each);
    return { path: path.split('.'), value: each.list ? [value] : value };
  });
  return {
    ...newProfile('ada'),
    ...sampleFeatures(content.features ?? {}, now),
    traits: traits.reduce(withPlaced, {}),
    context: Object.fromEntries(context),
  };
}

const values: Readonly<Record<Exclude<Declaration['type'], 'string'>, (now: Instant) => Scalar>> = {
  number: () => 3,
  boolean: () => true,
  date: (now) => new Date(now).toISOString(),
  version: () => '1.2.3',
};
