import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import { contextDeclarations, type ContextDeclaration } from '../../domain/profile/context.ts';
import type { Feature } from '../../domain/profile/feature/feature.ts';
import type { NamedEvent } from '../../domain/profile/named/named-event.ts';
import { Milestone, Profile } from '../../domain/workspace/schema.ts';
import { checkKeys } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';
import type { Sources } from '../read/sources.ts';
import { readContext, readTraits } from './declarations.ts';
import { readArms } from './experiments.ts';
import { readFeatures } from './features.ts';
import { namedEntries } from './named-entries.ts';
import { readNamedEvents } from './named-events.ts';
import { readSegments } from './segments.ts';

/** What `profile.yaml` declares and derives; its traits are part of the vocabulary. */
export interface ProfileFile {
  readonly context: Readonly<Record<string, ContextDeclaration>>;
  readonly named: Readonly<Record<string, NamedEvent>>;
  readonly features: Readonly<Record<string, Feature>>;
}

/** All names that conditions may use. A name whose entry is wrong is still known: it is refused once, not at each use. */
export function readVocabulary(sources: Sources, zone: string): Vocabulary & { readonly profile: ProfileFile } {
  const file = sources.yaml('profile.yaml');
  if (file.value !== undefined && file.value !== null) checkKeys(Profile, file);
  const traits = readTraits(file.at('traits'));
  const context = readContext(file.at('context'));
  const milestones = readMilestones(sources.yaml('milestones.yaml'));
  const named = readNamedEvents(file.at('events'), traits);
  const features = readFeatures(file.at('features'), { zone, traits, milestones, named });
  const base: Vocabulary = {
    zone,
    traits,
    context: { ...context, ...contextDeclarations },
    milestones,
    segments: {},
    experiments: readArms(sources.yaml('experiments.yaml')),
    features,
    named: Object.keys(named),
  };
  const segments = readSegments(sources.yaml('segments.yaml'), base);
  return { ...base, segments, profile: { context, named, features } };
}

function readMilestones(cursor: Cursor): Vocabulary['milestones'] {
  const entries = namedEntries(cursor).map(([name, entry]) => {
    return [name, { event: checkKeys(Milestone, entry)?.on ?? name }] as const;
  });
  return Object.fromEntries(entries);
}
