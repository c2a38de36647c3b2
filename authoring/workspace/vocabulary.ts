import type { Declaration, Vocabulary } from '../../domain/condition/vocabulary.ts';
import { contextDeclarations } from '../../domain/profile/context.ts';
import { Milestone, Profile, Trait, TraitPath } from '../../domain/workspace/schema.ts';
import { check, checkKeys } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';
import type { Sources } from '../read/sources.ts';
import { readArms } from './experiments.ts';
import { namedEntries } from './named-entries.ts';
import { readSegments } from './segments.ts';

/** All names that conditions may use. A name whose entry is wrong is still known: it is refused once, not at each use. */
export function readVocabulary(sources: Sources, zone: string): Vocabulary {
  const base: Vocabulary = {
    zone,
    traits: readTraits(sources.yaml('profile.yaml')),
    context: contextDeclarations,
    milestones: readMilestones(sources.yaml('milestones.yaml')),
    segments: {},
    experiments: readArms(sources.yaml('experiments.yaml')),
  };
  return { ...base, segments: readSegments(sources.yaml('segments.yaml'), base) };
}

function readMilestones(cursor: Cursor): Vocabulary['milestones'] {
  const entries = namedEntries(cursor).map(([name, entry]) => {
    return [name, { event: checkKeys(Milestone, entry)?.on ?? name }] as const;
  });
  return Object.fromEntries(entries);
}

function readTraits(cursor: Cursor): Vocabulary['traits'] {
  if (cursor.value === undefined || cursor.value === null) return {};
  checkKeys(Profile, cursor);
  const entries = cursor
    .at('traits')
    .entries()
    .map(([path, entry]) => {
      if (!TraitPath.safeParse(path).success) {
        entry.refuse('VALUE_INVALID', `found the key "${path}", expected a trait such as plan or company.size`, 'key');
      }
      return [path, declaration(entry)] as const;
    });
  return Object.fromEntries(entries);
}

function declaration(entry: Cursor): Declaration {
  const trait = check(Trait, entry);
  return { type: trait?.type ?? 'string', list: trait?.list ?? false };
}
